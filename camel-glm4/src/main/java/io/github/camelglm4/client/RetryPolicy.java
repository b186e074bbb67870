package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/**
 * Whether and when a failed request is sent again: exponential with full jitter. What the service asks for comes before that
 * delay: nobody is back sooner than asked, or all at the same instant.
 * Pure: the same failure, count and random source give the same answer.
 *
 * @param maxRetries     retries of one call, 0 for none
 * @param delayMillis    upper bound of the first delay; it doubles with every retry
 * @param maxDelayMillis upper bound of all delays before jitter; a longer {@code Retry-After} is not waited for
 */
public record RetryPolicy(int maxRetries, long delayMillis, long maxDelayMillis) {

    /** A tenth of a long wait is jitter on top of it, if the usual delay is less. */
    private static final int JITTER_PART = 10;

    /**
     * Milliseconds to wait before the next try, or empty when there is to be none.
     *
     * @param retriesDone how many retries the call has had
     * @param random      gives a number from 0 up to its argument
     */
    public OptionalLong nextDelay(Glm4Exception failure, int retriesDone, LongUnaryOperator random) {
        if (retriesDone >= maxRetries) {
            return OptionalLong.empty();
        }
        // compared before it is multiplied, so that nothing overflows
        int doublings = Math.min(retriesDone, 30);
        long bound = delayMillis > maxDelayMillis >> doublings ? maxDelayMillis : delayMillis << doublings;
        if (failure.getRetryAfter() == null) {
            return OptionalLong.of(random.applyAsLong(bound));
        }
        long asked = failure.getRetryAfter().toMillis();
        // all who were refused at the same moment are told the same: without jitter they come back together
        return asked > maxDelayMillis
                ? OptionalLong.empty()
                : OptionalLong.of(asked + random.applyAsLong(Math.max(bound, asked / JITTER_PART)));
    }
}
