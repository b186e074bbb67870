package io.github.camelglm4.usage;

/**
 * How much a caller may use. {@link #NONE} stands for no limit.
 *
 * @param requestsPerMinute requests in the last 60 seconds
 * @param tokensPerMinute tokens in the last 60 seconds
 * @param tokensPerDay tokens in a calendar day in UTC
 * @param tokensPerMonth tokens in a calendar month in UTC
 * @param maxConcurrentRequests requests at the same time, on each node
 * @param maxTokens length of one answer
 */
public record UsageLimits(
        long requestsPerMinute,
        long tokensPerMinute,
        long tokensPerDay,
        long tokensPerMonth,
        long maxConcurrentRequests,
        long maxTokens) {

    public static final long NONE = Long.MAX_VALUE;

    public static final UsageLimits UNLIMITED = new UsageLimits(NONE, NONE, NONE, NONE, NONE, NONE);

    /** The smallest limit for tokens. */
    long leastTokens() {
        return Math.min(tokensPerMinute, Math.min(tokensPerDay, tokensPerMonth));
    }
}
