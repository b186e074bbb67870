package io.github.camelglm4.conversation;

/**
 * How much of a history is sent and kept. Whole turns are removed, the oldest first, until the rest fits.
 *
 * @param maxMessages most messages, or null for any number
 * @param maxTokens most tokens by {@link TokenEstimate}, or null for any number
 */
public record HistoryLimits(Integer maxMessages, Integer maxTokens) {

    boolean fit(int messages, int tokens) {
        return (maxMessages == null || messages <= maxMessages) && (maxTokens == null || tokens <= maxTokens);
    }

    boolean areNone() {
        return maxMessages == null && maxTokens == null;
    }
}
