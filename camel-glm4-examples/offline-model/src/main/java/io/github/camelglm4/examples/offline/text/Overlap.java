package io.github.camelglm4.examples.offline.text;

import java.util.Map;
import java.util.Set;

/**
 * How much of a query a document contains: the mean of the share in the whole document and the share in its best
 * sentence, because words that are near to each other belong together. The length of the document does not matter.
 */
public final class Overlap {
    private final Map<String, Double> query;
    private final double whole;

    public Overlap(String query) {
        this.query = Features.of(query);
        this.whole = sum(this.query.keySet());
    }

    /** From 0 (nothing in common) to 1 (one sentence contains the whole query). */
    public double with(String document) {
        double bestSentence =
                Sentences.of(document).stream().mapToDouble(this::share).max().orElse(0);
        return (share(document) + bestSentence) / 2;
    }

    private double share(String text) {
        Set<String> shared = Features.of(text).keySet();
        shared.retainAll(query.keySet());
        return whole == 0 ? 0 : sum(shared) / whole;
    }

    private double sum(Set<String> features) {
        // in the order of the alphabet: the sum of the same numbers in another order can differ
        return features.stream().sorted().mapToDouble(query::get).sum();
    }
}
