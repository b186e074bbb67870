package io.github.camelglm4.pool;

import io.github.camelglm4.error.StandbyThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Looks at a pool's queue as long as tasks wait in it, and asks for more threads: up to the usual number when tasks
 * still wait a millisecond later, and beyond it when none was taken for 100 ms. Every thread has then been busy all the
 * time, or waits for one of those tasks. Thread-safe.
 *
 * <p>{@code IDLE}: no task waits. {@code CALLED}: tasks have waited since the last look. {@code LOOKING}: they waited
 * at the last look too. {@code CLOSED}: the queue is not watched any more.
 */
final class QueueWatch {

    private enum State {
        IDLE,
        CALLED,
        LOOKING,
        CLOSED
    }

    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ContinuationExecutor pool;
    private final BooleanSupplier look = this::look;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /**
     * When a task was taken last, as far as the looks can tell; used by the standby thread only, as is the next one.
     */
    private long movedAt;

    private long takenBefore;

    QueueWatch(ContinuationExecutor pool) {
        this.pool = pool;
        StandbyThread.join(look);
    }

    /** A task waits that no thread may be about to take. */
    void watch() {
        if (state.compareAndSet(State.IDLE, State.CALLED)) {
            StandbyThread.wake();
        } else if (state.get() == State.CLOSED) {
            // nobody would look, so there is a thread at once
            pool.grow(true);
        }
    }

    /** From now on each task gets a thread immediately. */
    void close() {
        state.set(State.CLOSED);
        StandbyThread.leave(look);
    }

    /** Whether to look again. */
    private boolean look() {
        State now = state.get();
        if (now == State.CALLED && state.compareAndSet(now, State.LOOKING)) {
            movedAt = System.nanoTime();
            takenBefore = pool.tasksTaken();
            return true;
        }
        if (now != State.LOOKING) {
            return false;
        }
        if (!pool.hasTasksWaiting()) {
            return !isOver();
        }
        growIfLate();
        return true;
    }

    private void growIfLate() {
        long now = System.nanoTime();
        long taken = pool.tasksTaken();
        if (taken != takenBefore) {
            takenBefore = taken;
            movedAt = now;
        }
        boolean stuck = now - movedAt >= STUCK_NANOS;
        pool.grow(stuck);
        if (stuck) {
            movedAt = now;
        }
    }

    private boolean isOver() {
        pool.shrink();
        state.compareAndSet(State.LOOKING, State.IDLE);
        // a task that came between the look at the queue and the line above must not go unwatched
        if (pool.hasTasksWaiting()) {
            watch();
        }
        return state.get() == State.IDLE;
    }
}
