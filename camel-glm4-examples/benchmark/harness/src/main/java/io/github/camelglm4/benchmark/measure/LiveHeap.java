package io.github.camelglm4.benchmark.measure;

import java.lang.management.ManagementFactory;

/** What is left on the heap after a collection. */
public final class LiveHeap {

    private LiveHeap() {}

    /** Bytes; collects first, twice, for what is reachable through references that the first clears. */
    public static long bytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
