package io.github.camelglm4.rerankroute;

import io.github.camelglm4.Glm4RerankHeaders;
import io.github.camelglm4.operation.Part;
import io.github.camelglm4.operation.Work;
import io.github.camelglm4.rerank.Ranking;
import io.github.camelglm4.rerank.Ranking.Score;
import io.github.camelglm4.rerank.RerankRequest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Message;

/** The documents of a body in the order of their scores, which several requests may report. */
final class RankedDocuments implements Work<List<Score>> {

    private final String model;
    private final String query;
    private final List<Object> documents;
    private final List<String> texts;
    private final RerankOptions options;
    private int sent;

    /** @param texts those of the documents, in the same order */
    RankedDocuments(String model, String query, List<Object> documents, List<String> texts, RerankOptions options) {
        this.model = model;
        this.query = query;
        this.documents = documents;
        this.texts = texts;
        this.options = options;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Part<List<Score>> next() {
        int first = sent;
        if (first == texts.size()) {
            return null;
        }
        sent = Math.min(texts.size(), first + RerankRequest.MOST_DOCUMENTS);
        RerankRequest request = new RerankRequest(model, query, texts.subList(first, sent), options.getTopN());
        return new Part<>(
                request.toMap(),
                answer -> Ranking.of(answer, request).stream()
                        .map(score -> new Score(first + score.index(), score.score()))
                        .toList());
    }

    @Override
    public void answer(Message message, List<List<Score>> answers) {
        Stream<Score> sorted = answers.stream()
                .flatMap(List::stream)
                .filter(score -> options.getMinScore() == null || score.score() >= options.getMinScore())
                .sorted(Comparator.comparingDouble(Score::score).reversed());
        List<Score> best = (options.getTopN() == 0 ? sorted : sorted.limit(options.getTopN())).toList();
        message.setBody(best.stream().map(score -> documents.get(score.index())).toList());
        message.setHeader(
                Glm4RerankHeaders.SCORES, best.stream().map(Score::score).toList());
    }
}
