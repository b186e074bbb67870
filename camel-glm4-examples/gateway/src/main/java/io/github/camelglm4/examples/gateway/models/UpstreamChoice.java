package io.github.camelglm4.examples.gateway.models;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Which upstream of a model a call asks next. Upstreams that are overloaded or out of order cool down: calls do not ask
 * them meanwhile. Upstreams have the numbers of their order, fallbacks follow them. Never blocks. Thread-safe.
 */
final class UpstreamChoice {

    /** No upstream is left. */
    static final int NONE = -1;

    /** A service cannot exclude itself for longer. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final int[] weights;
    private final Duration coolDown;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final AtomicLongArray free;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param random at least 0 and less than 1
     */
    UpstreamChoice(GatewayModel model, LongSupplier nanoTime, DoubleSupplier random) {
        this.weights = model.upstreams().stream().mapToInt(Upstream::weight).toArray();
        this.coolDown = model.coolDown();
        this.nanoTime = nanoTime;
        this.random = random;
        this.free = new AtomicLongArray(model.all().size());
        long now = nanoTime.getAsLong();
        IntStream.range(0, free.length()).forEach(upstream -> free.set(upstream, now));
    }

    /**
     * Returns the next upstream: one of those that do not cool down, by weight; otherwise the first fallback that does
     * not. A call that has not tried any gets the one that is free first if all cool down.
     *
     * @param tried upstreams that have failed in this call
     * @return {@link #NONE} if no other upstream is left
     */
    int next(BitSet tried) {
        long now = nanoTime.getAsLong();
        int upstream = weighted(tried, now);
        if (upstream != NONE) {
            return upstream;
        }
        for (int fallback = weights.length; fallback < free.length(); fallback++) {
            if (isAvailable(fallback, tried, now)) {
                return fallback;
            }
        }
        return tried.isEmpty() ? freeFirst(now) : NONE;
    }

    private int weighted(BitSet tried, long now) {
        // decided once: another thread may let one cool down in between
        BitSet available = new BitSet();
        long total = 0;
        for (int upstream = 0; upstream < weights.length; upstream++) {
            if (isAvailable(upstream, tried, now)) {
                available.set(upstream);
                total += weights[upstream];
            }
        }
        long place = (long) (random.getAsDouble() * total);
        for (int upstream = available.nextSetBit(0); upstream >= 0; upstream = available.nextSetBit(upstream + 1)) {
            place -= weights[upstream];
            if (place < 0) {
                return upstream;
            }
        }
        return NONE;
    }

    private boolean isAvailable(int upstream, BitSet tried, long now) {
        return !tried.get(upstream) && free.get(upstream) - now <= 0;
    }

    private int freeFirst(long now) {
        int first = 0;
        long shortest = Long.MAX_VALUE;
        for (int upstream = 0; upstream < free.length(); upstream++) {
            long left = free.get(upstream) - now;
            if (left < shortest) {
                shortest = left;
                first = upstream;
            }
        }
        return first;
    }

    /**
     * Lets an upstream cool down.
     *
     * @param retryAfter the time that the service requested; null if none
     * @return how long it is not asked
     */
    Duration coolDown(int upstream, Duration retryAfter) {
        Duration time = retryAfter != null && retryAfter.compareTo(coolDown) > 0 ? retryAfter : coolDown;
        Duration limited = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        long until = nanoTime.getAsLong() + limited.toNanos();
        free.accumulateAndGet(upstream, until, (before, after) -> after - before > 0 ? after : before);
        return limited;
    }
}
