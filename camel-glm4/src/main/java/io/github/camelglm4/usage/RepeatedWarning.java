package io.github.camelglm4.usage;

import java.time.Clock;
import java.util.function.LongConsumer;

/** Counts what may happen often, so that it is logged at most once a minute. Thread-safe. */
public final class RepeatedWarning {

    private static final long INTERVAL_MILLIS = 60_000;

    private final Clock clock;
    private long counted;
    private long logged = Long.MIN_VALUE;

    public RepeatedWarning(Clock clock) {
        this.clock = clock;
    }

    /** @param log gets the number since the last time that it was called */
    public void count(LongConsumer log) {
        long count;
        synchronized (this) {
            counted++;
            long now = clock.millis();
            if (logged != Long.MIN_VALUE && now - logged < INTERVAL_MILLIS) {
                return;
            }
            logged = now;
            count = counted;
            counted = 0;
        }
        log.accept(count);
    }
}
