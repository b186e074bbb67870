package io.github.camelglm4.pool;

import io.github.camelglm4.error.StandbyThread;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Checks the queue of a pool while tasks wait in it, and adds threads: up to the usual number if tasks wait at two
 * checks, a millisecond apart, and beyond it if no task was taken during 100 checks. All threads are then busy, or wait
 * for one of those tasks. Checks are counted, because on a busy machine all threads may get no processor for 100 ms.
 * The first check is up to 16 ms after a task begins to wait. Thread-safe.
 *
 * <p>{@code IDLE}: no task waits. {@code CALLED}: tasks have waited since the last check. {@code LOOKING}: tasks also
 * waited at the last check. {@code CLOSED}: the queue is no longer checked.
 */
final class QueueWatch {

    private enum State {
        IDLE,
        CALLED,
        LOOKING,
        CLOSED
    }

    private static final int CHECKS_UNTIL_STUCK = 100;

    private final ContinuationExecutor pool;
    private final BooleanSupplier look = this::look;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /** Checks since the last one that found a task taken. Only used by the standby thread, like the next field. */
    private int checks;

    private long takenBefore;

    QueueWatch(ContinuationExecutor pool) {
        this.pool = pool;
        StandbyThread.join(look);
    }

    /** A task waits, and perhaps no thread will take it soon. */
    void watch() {
        if (state.compareAndSet(State.IDLE, State.CALLED)) {
            StandbyThread.wake();
        } else if (state.get() == State.CLOSED) {
            // there are no more checks, so a thread is added immediately
            pool.grow(true);
        }
    }

    /** From now on each task gets a thread immediately. */
    void close() {
        state.set(State.CLOSED);
        StandbyThread.leave(look);
    }

    /** Whether to check again. */
    private boolean look() {
        State now = state.get();
        if (now == State.IDLE || now == State.CLOSED) {
            return false;
        }
        if (!pool.hasTasksWaiting()) {
            return !isOver(now);
        }
        if (now == State.LOOKING) {
            growIfLate();
        } else if (state.compareAndSet(now, State.LOOKING)) {
            checks = 0;
            takenBefore = pool.tasksTaken();
        }
        return true;
    }

    private void growIfLate() {
        long taken = pool.tasksTaken();
        checks = taken == takenBefore ? checks + 1 : 0;
        takenBefore = taken;
        boolean stuck = checks >= CHECKS_UNTIL_STUCK;
        pool.grow(stuck);
        if (stuck) {
            checks = 0;
        }
    }

    private boolean isOver(State now) {
        pool.shrink();
        state.compareAndSet(now, State.IDLE);
        // a task may have been added between the check of the queue and the line above
        if (pool.hasTasksWaiting()) {
            watch();
        }
        return state.get() == State.IDLE;
    }
}
