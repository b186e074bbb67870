package io.github.camelglm4.examples.knowledge;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import org.apache.camel.ProducerTemplate;

/** How often the right passage is among the first five, without and with reranking. */
record Recall(List<Ranks> ranks) {
    /** How many of the passages count: as many as the model gets. */
    static final int FIRST = 5;

    private static final String ROW = "%-8s %10s %9s %9s %9s %9s%n";

    /**
     * The place of the right passage for one question, from 1; 0 if it was not found.
     *
     * @param byVector among the passages with the nearest vectors
     * @param reranked among the passages after reranking
     */
    record Ranks(String language, int byVector, int reranked) {}

    /** Asks the questions, one after the other. */
    static Recall of(List<RecallQuestion> questions, ProducerTemplate template) {
        return new Recall(questions.stream()
                .map(question -> new Ranks(
                        question.language(),
                        question.rank(passages(template, "direct:nearest", question)),
                        question.rank(passages(template, "direct:search", question))))
                .toList());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> passages(ProducerTemplate template, String uri, RecallQuestion question) {
        return template.requestBody(uri, question.question(), List.class);
    }

    void print(PrintStream out) {
        out.printf("%nThe right passage is among the first %d (recall), and the mean of 1 / its place (MRR):%n", FIRST);
        out.printf("%29s%20s%n", "vectors:", "reranked:");
        out.printf(ROW, "language", "questions", "recall", "MRR", "recall", "MRR");
        Set<String> languages = new LinkedHashSet<>();
        ranks.forEach(rank -> languages.add(rank.language()));
        languages.forEach(language -> of(language).print(language, out));
        print("all", out);
    }

    private Recall of(String language) {
        return new Recall(
                ranks.stream().filter(rank -> rank.language().equals(language)).toList());
    }

    private void print(String name, PrintStream out) {
        out.printf(
                ROW,
                name,
                ranks.size(),
                shown(recall(Ranks::byVector)),
                shown(meanReciprocalRank(Ranks::byVector)),
                shown(recall(Ranks::reranked)),
                shown(meanReciprocalRank(Ranks::reranked)));
    }

    private static String shown(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    double recall(ToIntFunction<Ranks> rank) {
        return mean(rank, place -> 1);
    }

    double meanReciprocalRank(ToIntFunction<Ranks> rank) {
        return mean(rank, place -> 1.0 / place);
    }

    private double mean(ToIntFunction<Ranks> rank, IntToDoubleFunction value) {
        return ranks.stream()
                .mapToInt(rank)
                .mapToDouble(place -> place >= 1 && place <= FIRST ? value.applyAsDouble(place) : 0)
                .average()
                .orElse(0);
    }
}
