package io.github.camelglm4.usage;

/**
 * What became of a change.
 *
 * @param added whether the amounts were added
 * @param sums the sums of all windows, after the change if it was added
 * @param requestsFreeMillis the time until requests leave the window of the minute, in milliseconds: until the same
 *     change would be within its limit for requests if it is above it, and until the oldest request leaves otherwise; 0
 *     without requests
 * @param tokensFreeMillis the same for tokens
 */
public record UsageResult(boolean added, UsageSums sums, long requestsFreeMillis, long tokensFreeMillis) {}
