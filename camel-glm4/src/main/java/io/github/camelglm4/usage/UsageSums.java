package io.github.camelglm4.usage;

/**
 * What a caller has used in each window, or the most that it may have used.
 *
 * @param minuteRequests requests in the last 60 seconds
 * @param minuteTokens tokens in the last 60 seconds
 * @param dayTokens tokens since the start of the day in UTC
 * @param monthTokens tokens since the start of the month in UTC
 */
public record UsageSums(long minuteRequests, long minuteTokens, long dayTokens, long monthTokens) {

    public static final UsageSums ZERO = new UsageSums(0, 0, 0, 0);

    public static final UsageSums UNLIMITED =
            new UsageSums(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public UsageSums plus(long requests, long tokens) {
        return new UsageSums(
                minuteRequests + requests, minuteTokens + tokens, dayTokens + tokens, monthTokens + tokens);
    }

    /** Whether none of the sums is above the most. */
    public boolean within(UsageSums most) {
        return minuteRequests <= most.minuteRequests
                && minuteTokens <= most.minuteTokens
                && dayTokens <= most.dayTokens
                && monthTokens <= most.monthTokens;
    }
}
