package io.github.camelglm4.rerank;

import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the scores of an answer. Pure. */
public final class Ranking {

    /** The largest number of documents in one request. Source: API reference of the GLM platform. */
    public static final int MOST_DOCUMENTS = 128;

    /**
     * The score of a document.
     *
     * @param index place of the document in the request, from 0
     * @param score the higher, the better
     */
    public record Score(int index, double score) {}

    private Ranking() {}

    /**
     * Returns the scores in the order of the answer.
     *
     * @param answer the JSON object
     * @param documents number of documents in the request
     * @param topN number of scores that were requested, the best ones; 0 for all
     * @throws IllegalArgumentException if a document is missing, unknown, without score, or there twice; the message
     *     says what is wrong, after the words "the answer"
     */
    public static List<Score> of(Map<String, Object> answer, int documents, int topN) {
        if (!(answer.get("results") instanceof List<?> results)) {
            throw new IllegalArgumentException("has no list results with scores");
        }
        List<Score> scores = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Object result : results) {
            Score score = score(Fields.object(result), documents);
            if (!seen.add(score.index)) {
                throw new IllegalArgumentException("has two scores for the document with the index " + score.index);
            }
            scores.add(score);
        }
        int expected = topN == 0 ? documents : Math.min(documents, topN);
        if (scores.size() < expected) {
            throw new IllegalArgumentException("has " + scores.size() + " scores, but " + expected
                    + " were requested for " + documents + " documents");
        }
        return scores;
    }

    private static Score score(Map<String, Object> result, int documents) {
        Integer index = Fields.index(result, "index", documents);
        if (index == null) {
            throw new IllegalArgumentException(
                    "has a score without the index of a document, from 0 to " + (documents - 1));
        }
        if (!(result.get("relevance_score") instanceof Number score) || !Double.isFinite(score.doubleValue())) {
            throw new IllegalArgumentException(
                    "has no number relevance_score for the document with the index " + index);
        }
        return new Score(index, score.doubleValue());
    }
}
