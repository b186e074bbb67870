package io.github.camelglm4.conversation;

/**
 * The limits of a history that is sent and stored. Complete turns are removed, oldest first, until it fits.
 *
 * @param maxMessages maximum number of messages; null for no limit
 * @param maxTokens maximum number of tokens by {@link TokenEstimate}; null for no limit
 */
public record HistoryLimits(Integer maxMessages, Integer maxTokens) {

    boolean fit(int messages, int tokens) {
        return (maxMessages == null || messages <= maxMessages) && (maxTokens == null || tokens <= maxTokens);
    }

    boolean areNone() {
        return maxMessages == null && maxTokens == null;
    }
}
