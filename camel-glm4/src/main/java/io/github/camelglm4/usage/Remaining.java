package io.github.camelglm4.usage;

import java.time.Duration;

/**
 * What is left of a limit.
 *
 * @param limit the limit itself
 * @param left 0 or more
 * @param reset the time until more is left
 */
public record Remaining(long limit, long left, Duration reset) {}
