package io.github.camelglm4.benchmark.measure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records durations in nanoseconds, up to a maximum number, so that percentiles are exact. Recording is thread-safe.
 */
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

    /** In microseconds; NaN if nothing was recorded. Call it after the recording has ended. */
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
