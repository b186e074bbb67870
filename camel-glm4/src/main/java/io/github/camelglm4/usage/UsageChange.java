package io.github.camelglm4.usage;

import java.time.Instant;

/**
 * Amounts that are to be added to all windows of a caller.
 *
 * @param caller name of the caller
 * @param time selects the windows
 * @param requests 0 or 1
 * @param tokens 0 or more
 * @param most nothing is added if one of the sums would be above it
 */
public record UsageChange(String caller, Instant time, long requests, long tokens, UsageSums most) {

    /** The sums after the change. */
    public UsageSums applied(UsageSums before) {
        return before.plus(requests, tokens);
    }
}
