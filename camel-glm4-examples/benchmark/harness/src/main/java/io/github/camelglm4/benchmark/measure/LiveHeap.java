package io.github.camelglm4.benchmark.measure;

import java.lang.management.ManagementFactory;

/** The live heap: the bytes in use after a garbage collection. */
public final class LiveHeap {

    private LiveHeap() {}

    /** In bytes, after two collections: the second one collects what references keep that the first one clears. */
    public static long bytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
