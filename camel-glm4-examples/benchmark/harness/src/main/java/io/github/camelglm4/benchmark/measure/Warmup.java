package io.github.camelglm4.benchmark.measure;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Determines when a process is warm: after a minimum time, as soon as the JIT compilers used less than a twentieth of a
 * second. Without this, candidates with more code would be measured while the compilers run. If the compilers never
 * settle, the warm-up ends after three times the minimum time. Not thread-safe.
 */
public final class Warmup {

    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LITTLE_MILLIS = 50;
    private static final int MOST = 3;

    private final CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    private final long start = System.nanoTime();
    private final long leastNanos;
    private long nextLook;
    private long compiledMillis;

    /** Starts the warm-up. */
    public Warmup(int leastMillis) {
        leastNanos = TimeUnit.MILLISECONDS.toNanos(leastMillis);
        nextLook = Math.max(0, leastNanos - LOOK_EVERY_NANOS);
    }

    /** Whether the process is warm. Can be called any number of times. */
    public boolean isOver() {
        long passed = System.nanoTime() - start;
        if (passed >= MOST * leastNanos) {
            return true;
        }
        if (passed < nextLook) {
            return false;
        }
        long before = compiledMillis;
        compiledMillis = compilers.getTotalCompilationTime();
        boolean little = compiledMillis - before < LITTLE_MILLIS;
        nextLook = passed + LOOK_EVERY_NANOS;
        return passed >= leastNanos && little;
    }
}
