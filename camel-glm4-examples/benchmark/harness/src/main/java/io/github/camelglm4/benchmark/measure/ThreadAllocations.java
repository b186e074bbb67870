package io.github.camelglm4.benchmark.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes allocated on the heap by all threads of the process, except the counting thread. The JVM drops the count of a
 * thread that ends, so the threads are polled every 100 ms: at most the last 100 ms of a thread are missing.
 * Thread-safe.
 */
final class ThreadAllocations {

    private static final long INTERVAL_MILLIS = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> byThread = new HashMap<>();
    private final Thread sampler = new Thread(this::sampleUntilInterrupted, "allocation-sampler");

    private ThreadAllocations() {
        sampler.setDaemon(true);
        sampler.start();
    }

    /** Counts from the first use on; each further use gets the same. */
    static ThreadAllocations ofThisProcess() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        private static final ThreadAllocations INSTANCE = new ThreadAllocations();
    }

    /** Bytes allocated since the JVM started. */
    synchronized long total() {
        sample();
        long total = 0;
        for (long bytes : byThread.values()) {
            total += bytes;
        }
        return total;
    }

    private void sampleUntilInterrupted() {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                sample();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sample() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            // -1: the thread has ended in the meantime
            if (bytes[i] >= 0 && ids[i] != sampler.getId()) {
                byThread.put(ids[i], bytes[i]);
            }
        }
    }
}
