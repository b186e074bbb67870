package io.github.camelglm4.benchmark.measure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Durations in nanoseconds, kept one by one up to a number: percentiles are exact. Thread-safe while recording. */
public final class Durations {

    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    public Durations(int capacity) {
        nanos = new long[capacity];
    }

    public void record(long duration) {
        int index = count.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = duration;
        }
    }

    /** In microseconds; NaN without any. To be asked when nobody records any more. */
    public double percentileMicros(double percentile) {
        int kept = Math.min(count.get(), nanos.length);
        if (kept == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, kept);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percentile / 100 * kept);
        return sorted[Math.max(0, rank - 1)] / 1_000.0;
    }
}
