package io.github.camelglm4.pool;

import io.github.camelglm4.vertx.EventLoops;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at a pool's queue as long as tasks wait in it, and asks for more threads: up to the usual number when tasks
 * still wait a millisecond later, and beyond it when none was taken for a hundred looks. Every thread has then been
 * busy all the time, or waits for one of those tasks. Thread-safe.
 */
final class QueueWatch {

    private static final long LATE_MILLIS = 1;
    private static final int LOOKS_UNTIL_STUCK = 100;

    private final ContinuationExecutor pool;
    private final ScheduledExecutorService clock;
    private final AtomicBoolean watching = new AtomicBoolean();

    /** @param vertx one of its event loops keeps the time, so that no thread has to */
    QueueWatch(ContinuationExecutor pool, Vertx vertx) {
        this.pool = pool;
        this.clock = EventLoops.clock(vertx);
    }

    /** A task waits that no thread may be about to take. */
    void watch() {
        if (EventLoops.isStopping(clock)) {
            // nobody would look, so there is a thread at once
            pool.grow(true);
        } else if (watching.compareAndSet(false, true)) {
            lookLater(0);
        }
    }

    /** @param looks how often, one after the other, nothing had been taken from the queue */
    private void lookLater(int looks) {
        long before = pool.tasksTaken();
        try {
            clock.schedule(() -> look(before, looks), LATE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            watching.set(false);
            pool.grow(true);
        } catch (Error e) {
            // the next task that waits begins a new watch
            watching.set(false);
            throw e;
        }
    }

    private void look(long takenBefore, int looksBefore) {
        if (!pool.hasTasksWaiting()) {
            pool.shrink();
            watching.set(false);
            // a task that came between the look at the queue and the line above must not go unwatched
            if (pool.hasTasksWaiting()) {
                watch();
            }
            return;
        }
        int looks = pool.tasksTaken() == takenBefore ? looksBefore + 1 : 0;
        boolean stuck = looks >= LOOKS_UNTIL_STUCK;
        try {
            pool.grow(stuck);
        } finally {
            lookLater(stuck ? 0 : looks);
        }
    }
}
