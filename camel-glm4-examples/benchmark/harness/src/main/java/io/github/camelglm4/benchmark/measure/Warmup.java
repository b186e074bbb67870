package io.github.camelglm4.benchmark.measure;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Tells when a process is warm: after a least time, as soon as the JIT compilers were at work for less than a twentieth
 * of a second. Before, a candidate with more code is measured with its compilers at work, and one with less without. On
 * a machine where they never get that far, it is over after three times the least time all the same. Not thread-safe.
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

    /** It begins now. */
    public Warmup(int leastMillis) {
        leastNanos = TimeUnit.MILLISECONDS.toNanos(leastMillis);
        nextLook = Math.max(0, leastNanos - LOOK_EVERY_NANOS);
    }

    /** May be asked as often as one likes. */
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
