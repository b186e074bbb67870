package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * Decides whether and when a failed request is retried: exponential backoff with full jitter. A delay that the service
 * requests takes precedence: no request is sent earlier, and not all at the same time. Without side effects: the same
 * failure, count and random source give the same decision.
 *
 * @param maxRetries maximum number of retries of one call, 0 for none
 * @param delayMillis upper bound of the first delay; doubles with every retry
 * @param maxDelayMillis upper bound of all delays before jitter; with a longer {@code Retry-After} there is no retry
 */
public record RetryPolicy(int maxRetries, long delayMillis, long maxDelayMillis) {

    /** HTTP status for what exists already. */
    private static final int CONFLICT = 409;

    /** The upper bound of the jitter on a requested delay is at least a tenth of it. */
    private static final int JITTER_PART = 10;

    /** The HTTP status and the service's codes for a rejected token. */
    private static final Set<String> REFUSED_TOKEN = Set.of("401", "1000", "1002", "1003", "1004");

    /**
     * What follows a failed request.
     *
     * @param delayMillis for {@code AFTER}
     */
    public record Decision(When when, long delayMillis) {

        /** When the request is sent again. */
        public enum When {
            /** Immediately, with a new token; this does not count as a retry. */
            NOW,
            AFTER,
            NEVER
        }
    }

    /**
     * Decides about a failure.
     *
     * @param repeatable whether a retry costs, but does no harm
     * @param retriesDone number of retries of the call so far
     * @param renewed whether the call already had a new token: a signed one may have expired on the way, or because of
     *     a wrong clock, but one renewal is enough
     * @param random returns a number from 0 up to its argument
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

    /** Returns the milliseconds to wait before the next retry, or empty if there is no retry. */
    OptionalLong nextDelay(Glm4Exception failure, int retriesDone, LongUnaryOperator random) {
        if (retriesDone >= maxRetries) {
            return OptionalLong.empty();
        }
        // compared before the multiplication, to avoid overflow
        int doublings = Math.min(retriesDone, 30);
        long bound = delayMillis > maxDelayMillis >> doublings ? maxDelayMillis : delayMillis << doublings;
        if (failure.getRetryAfter() == null) {
            return OptionalLong.of(random.applyAsLong(bound));
        }
        long asked = failure.getRetryAfter().toMillis();
        // callers that are rejected at the same time get the same delay: without jitter they all retry at the same time
        return asked > maxDelayMillis
                ? OptionalLong.empty()
                : OptionalLong.of(asked + random.applyAsLong(Math.max(bound, asked / JITTER_PART)));
    }

    /** Returns whether the service may have processed a request that failed. */
    public static boolean mayBeProcessed(Glm4Exception failure) {
        int status = failure.getStatusCode();
        return status < 300 || status >= 500 || status == CONFLICT;
    }

    private static boolean isRefusedToken(Glm4Exception failure) {
        return failure instanceof Glm4AuthenticationException
                && (failure.getCode() == null
                        ? failure.getStatusCode() == 401
                        : REFUSED_TOKEN.contains(failure.getCode()));
    }
}
