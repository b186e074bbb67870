package io.github.camelglm4.usage;

import java.time.Duration;

/**
 * Whether a call may begin.
 *
 * @param hold what the call holds until it is over; null if it may not begin
 * @param over the limit that is reached; null if there is none, or if the call may not begin because the store fails
 * @param allowed the value of that limit
 * @param isHeld whether the limit is reached only by what calls in progress hold, which may be released at any time
 * @param retryAfter when another attempt makes sense; null if the call may begin
 * @param requests what is left of the limit for requests; null if there is none, or if it is not known
 * @param tokens what is left of the limits for tokens; null if there is none, or if it is not known
 */
public record Admission(
        UsageHold hold,
        Limit over,
        long allowed,
        boolean isHeld,
        Duration retryAfter,
        Remaining requests,
        Remaining tokens) {

    static Admission open(UsageHold hold) {
        return new Admission(hold, null, 0, false, null, null, null);
    }

    public boolean isAdmitted() {
        return hold != null;
    }
}
