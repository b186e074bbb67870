package io.github.camelglm4.pool;

import io.github.camelglm4.vertx.EventLoops;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Runs what comes after a response, with few threads and an unbounded queue, and grows while its queue does not move: a
 * continuation may wait for another one that is still queued, and a fixed pool would then never go on. Thread-safe.
 *
 * <p>A thread is woken for a task only when none is at work, and once for all tasks of one turn of an event loop. CPU a chunk
 * with 500 streams: 15.4 to 10.9 µs by the queue without locks (and by {@link EventLoops}),
 * 12.2 to 10.4 µs by one wake-up a turn. A {@link ThreadPoolExecutor} that grows while its queue stands still could replace
 * this class; a {@code ForkJoinPool} could not, since it adds threads only for tasks that say that they block.
 *
 * <p>No task runs on the thread that submits it, and none is lost: after the shutdown of the pool each has a thread of its
 * own.
 */
public final class ContinuationExecutor implements Executor {

    /** So many tasks are held back in a turn: more would wait longer than it takes to wake a thread. */
    private static final int MOST_HELD = 32;

    private final ExecutorService delegate;
    private final Workers workers;
    private final ThreadLocal<Held> held = ThreadLocal.withInitial(Held::new);

    /** Tasks that one event loop has brought in its turn while no thread was at work. */
    private static final class Held {
        private int tasks;
    }

    /**
     * @param delegate grows if it is a {@link ThreadPoolExecutor}: its core size says how many threads are usual, and is set from
     *     here from then on. With a thread a task (virtual threads) there is no need. Its maker shuts it down
     * @param vertx one of its event loops watches the queue
     */
    public ContinuationExecutor(ExecutorService delegate, Vertx vertx) {
        this.delegate = delegate;
        this.workers =
                delegate instanceof ThreadPoolExecutor threads ? new Workers(threads, this::handIn, vertx) : null;
    }

    /** The threads now; null when each task has one of its own. */
    public PoolState state() {
        return workers == null ? null : workers.state();
    }

    /** Also when it throws, because no thread can be made: the task is in the queue then, and a thread is tried for again. */
    @Override
    public void execute(Runnable task) {
        if (workers == null) {
            handIn(task);
            return;
        }
        workers.add(task);
        Executor eventLoop = workers.isNoneAtWork() ? EventLoops.current() : null;
        if (eventLoop == null) {
            workers.begin();
        } else {
            beginSoon(eventLoop);
        }
    }

    /** The event loop may have more in this turn: one thread is woken for all of it, and not one after the other. */
    private void beginSoon(Executor eventLoop) {
        Held ofThisTurn = held.get();
        int before = ofThisTurn.tasks++;
        if (before == 0) {
            try {
                eventLoop.execute(() -> endOfTurn(ofThisTurn));
            } catch (RejectedExecutionException e) {
                // this turn is its last
                ofThisTurn.tasks = 0;
                workers.begin();
            }
        } else if (before % MOST_HELD == 0) {
            workers.begin();
        }
    }

    private void endOfTurn(Held ofThisTurn) {
        boolean several = ofThisTurn.tasks > 1;
        ofThisTurn.tasks = 0;
        if (workers.hasTasksWaiting()) {
            workers.begin();
            if (several) {
                // the first of them may wait for the second
                workers.watch();
            }
        }
    }

    private void handIn(Runnable task) {
        try {
            delegate.execute(task);
        } catch (RejectedExecutionException e) {
            // the pool is shut down only after every call has ended: better late than on an event loop, or never
            new Thread(task, "glm4 after shutdown").start();
        }
    }
}
