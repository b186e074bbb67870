package io.github.camelglm4.usage;

/**
 * What became of a change.
 *
 * @param added whether the amounts were added
 * @param sums the sums of all windows, after the change if it was added
 * @param minuteFreesMillis the time until the oldest amount leaves the window of the minute, in milliseconds; 0 if that
 *     is empty
 */
public record UsageResult(boolean added, UsageSums sums, long minuteFreesMillis) {}
