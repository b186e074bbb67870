package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * Whether and when a failed request is sent again: exponential with full jitter. A delay that the service asks for
 * takes precedence: no request is sent earlier than asked, and not all at the same instant. Pure: the same failure,
 * count and random source give the same answer.
 *
 * @param maxRetries retries of one call, 0 for none
 * @param delayMillis upper bound of the first delay; it doubles with every retry
 * @param maxDelayMillis upper bound of all delays before jitter; a longer {@code Retry-After} is not waited for
 */
public record RetryPolicy(int maxRetries, long delayMillis, long maxDelayMillis) {

    /** A tenth of a long wait is jitter on top of it, if the usual delay is less. */
    private static final int JITTER_PART = 10;

    /** The status, and the service's codes for a token that it does not take. */
    private static final Set<String> REFUSED_TOKEN = Set.of("401", "1000", "1002", "1003", "1004");

    /**
     * What follows a failed request.
     *
     * @param delayMillis of {@code AFTER}
     */
    public record Decision(When when, long delayMillis) {

        /** When the request is sent again. */
        public enum When {
            /** At once, with a fresh token; this is not a retry that is counted. */
            NOW,
            AFTER,
            NEVER
        }
    }

    /**
     * Decides about a failure.
     *
     * @param repeatable whether sending again costs, but does no harm
     * @param retriesDone how many retries the call has had
     * @param renewed whether the call has asked for a fresh token before: a signed one may have expired on the way, or
     *     by a wrong clock, but once is enough
     * @param random gives a number from 0 up to its argument
     */
    public Decision decide(
            Glm4Exception failure, boolean repeatable, int retriesDone, boolean renewed, LongUnaryOperator random) {
        if (!renewed && isRefusedToken(failure)) {
            return new Decision(Decision.When.NOW, 0);
        }
        OptionalLong delay = repeatable ? nextDelay(failure, retriesDone, random) : OptionalLong.empty();
        return delay.isEmpty()
                ? new Decision(Decision.When.NEVER, 0)
                : new Decision(Decision.When.AFTER, delay.getAsLong());
    }

    /** Milliseconds to wait before the next retry, or empty when there is to be none. */
    OptionalLong nextDelay(Glm4Exception failure, int retriesDone, LongUnaryOperator random) {
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
        // all who were refused at the same moment get the same delay: without jitter they come back together
        return asked > maxDelayMillis
                ? OptionalLong.empty()
                : OptionalLong.of(asked + random.applyAsLong(Math.max(bound, asked / JITTER_PART)));
    }

    private static boolean isRefusedToken(Glm4Exception failure) {
        return failure instanceof Glm4AuthenticationException
                && (failure.getCode() == null
                        ? failure.getStatusCode() == 401
                        : REFUSED_TOKEN.contains(failure.getCode()));
    }
}
