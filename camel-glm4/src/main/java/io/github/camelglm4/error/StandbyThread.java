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
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Waking a parked thread costs more than some idle ticks, and tasks that wait come in bursts. */
    private static final int IDLE_TICKS = 20;

    /** Each attempt in a full heap costs a garbage collection. */
    private static final int TICKS_BETWEEN_ENDINGS = 50;

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
     * @param watch runs on the thread after each {@link #wake}, and again every millisecond as long as it returns true
     *     or throws. Must not block
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
        int ticks = 0;
        int idleTicks = IDLE_TICKS;
        while (!isLast()) {
            woken = false;
            boolean busy = false;
            for (BooleanSupplier watch : watches) {
                busy |= isBusy(watch);
            }
            if (StepGuard.hasUnfinished()) {
                busy = true;
                if (ticks++ % TICKS_BETWEEN_ENDINGS == 0) {
                    end();
                }
            }
            idleTicks = busy ? 0 : Math.min(IDLE_TICKS, idleTicks + 1);
            pause(idleTicks < IDLE_TICKS);
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

    private static void pause(boolean ticking) {
        // an interrupt would end each pause immediately
        Thread.interrupted();
        if (ticking) {
            LockSupport.parkNanos(TICK_NANOS);
            return;
        }
        parked = true;
        if (!woken) {
            LockSupport.park();
        }
        parked = false;
    }
}
