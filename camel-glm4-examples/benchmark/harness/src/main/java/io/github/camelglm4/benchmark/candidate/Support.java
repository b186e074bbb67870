package io.github.camelglm4.benchmark.candidate;

/**
 * Whether and how a candidate supports a use.
 *
 * @param reason why it is not supported; null if it is
 * @param blocks whether a call blocks its thread until the answer arrives, so that concurrent calls need threads
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
