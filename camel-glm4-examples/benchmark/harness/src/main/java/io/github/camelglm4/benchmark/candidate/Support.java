package io.github.camelglm4.benchmark.candidate;

/**
 * Whether and how a candidate can be used in a way.
 *
 * @param reason why it can't; null when it can
 * @param blocks whether a call holds its thread until the answer is there, so that many at a time need many threads
 */
public record Support(String reason, boolean blocks) {

    public static Support async() {
        return new Support(null, false);
    }

    public static Support blocking() {
        return new Support(null, true);
    }

    public static Support none(String reason) {
        return new Support(reason, false);
    }

    public boolean possible() {
        return reason == null;
    }
}
