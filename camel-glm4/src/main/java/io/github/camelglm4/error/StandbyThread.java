package io.github.camelglm4.error;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A daemon thread that is started before memory is low, and can be woken without memory. It repeats the endings of
 * {@link StepGuard}s that ran out of memory, and runs the watches of thread pools. A timer of an event loop cannot do
 * that: setting a timer takes memory, and Netty terminates an event loop that throws an {@link OutOfMemoryError}.
 *
 * <p>All components of a class loader share the thread. It ends when the last one leaves. Thread-safe.
 */
public final class StandbyThread {

    private static final String NAME = "glm4 standby";
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * Pauses grow up to this while there is nothing to do. Waking a parked thread costs more than some pauses, and
     * tasks that wait come in bursts; but a pause each millisecond takes 5 % of a processor.
     */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

    /** Each attempt in a full heap costs a garbage collection. */
    private static final int PAUSES_BETWEEN_ENDINGS = 50;

    /**
     * Released before endings are repeated: if open calls fill the heap, ending them takes memory before it frees any.
     */
    private static final int RESERVED_BYTES = 262_144;

    private static final BooleanSupplier[] NONE = {};

    private static volatile BooleanSupplier[] watches = NONE;
    private static volatile Thread thread;

    /** A permit of {@link LockSupport} alone could be lost: a lock that a watch waits for takes it. */
    private static volatile boolean woken;

    private static volatile boolean parked;

    private byte[] reserve = new byte[RESERVED_BYTES];

    private StandbyThread() {}

    /**
     * Adds a watch, and starts the thread if it is not running.
     *
     * @param watch runs on the thread within 16 ms after each {@link #wake}, and again every millisecond as long as it
     *     returns true or throws. Must not block
     */
    public static synchronized void join(BooleanSupplier watch) {
        BooleanSupplier[] more = Arrays.copyOf(watches, watches.length + 1);
        more[more.length - 1] = watch;
        if (thread == null) {
            Thread started = new Thread(null, new StandbyThread()::run, NAME, 0, false);
            started.setDaemon(true);
            // not the class loader of the application that starts first
            started.setContextClassLoader(StandbyThread.class.getClassLoader());
            started.start();
            thread = started;
        }
        watches = more;
    }

    /** Removes a watch; the thread ends with the last one. */
    public static synchronized void leave(BooleanSupplier watch) {
        watches = Arrays.stream(watches).filter(other -> other != watch).toArray(BooleanSupplier[]::new);
        wake();
    }

    /** Runs all watches soon. Takes no memory. */
    public static void wake() {
        woken = true;
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        int pauses = 0;
        long pauseNanos = 0;
        while (!isLast()) {
            boolean called = woken;
            woken = false;
            boolean busy = false;
            for (BooleanSupplier watch : watches) {
                busy |= isBusy(watch);
            }
            if (StepGuard.hasUnfinished()) {
                busy = true;
                if (pauses++ % PAUSES_BETWEEN_ENDINGS == 0) {
                    end();
                }
            }
            pauseNanos = busy ? SHORTEST_PAUSE_NANOS : longerPause(pauseNanos, called);
            pause(pauseNanos);
        }
        if (StepGuard.hasUnfinished()) {
            end();
        }
    }

    private static boolean isLast() {
        synchronized (StandbyThread.class) {
            boolean last = watches.length == 0;
            if (last) {
                thread = null;
            }
            return last;
        }
    }

    private static boolean isBusy(BooleanSupplier watch) {
        try {
            return watch.getAsBoolean();
        } catch (RuntimeException | Error e) {
            // memory is low, or no thread can be created: tried again
            return true;
        }
    }

    private void end() {
        reserve = null;
        StepGuard.endUnfinished();
        try {
            reserve = new byte[RESERVED_BYTES];
        } catch (OutOfMemoryError e) {
            // tried again after the next endings
        }
    }

    /** Returns 0 if there was nothing to do during the longest pause. */
    private static long longerPause(long pauseNanos, boolean called) {
        if (pauseNanos == LONGEST_PAUSE_NANOS && !called) {
            return 0;
        }
        return Math.min(LONGEST_PAUSE_NANOS, Math.max(SHORTEST_PAUSE_NANOS, 2 * pauseNanos));
    }

    /** @param nanos 0 until the next {@link #wake} */
    private static void pause(long nanos) {
        // an interrupt would end each pause immediately
        Thread.interrupted();
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
            return;
        }
        parked = true;
        if (!woken) {
            LockSupport.park();
        }
        parked = false;
    }
}
