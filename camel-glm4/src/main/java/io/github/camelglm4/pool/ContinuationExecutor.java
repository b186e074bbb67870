package io.github.camelglm4.pool;

import io.github.camelglm4.vertx.EventLoops;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs what comes after a response, with few threads and an unbounded queue, and grows while its queue does not move: a
 * continuation may wait for another one that is still queued, and a fixed pool would then never go on. Thread-safe.
 *
 * <p>A worker is a thread that takes tasks from the queue until it is empty: one as long as it keeps up, more while
 * tasks wait. To the {@link ThreadPoolExecutor} it is one long task.
 *
 * <p>A thread is woken for a task only when none is at work, and once for all tasks of one turn of an event loop. CPU a
 * chunk with 500 streams: 15.4 to 10.9 µs by the queue without locks (and by {@link EventLoops}), 12.2 to 10.4 µs by
 * one wake-up a turn. A {@link ThreadPoolExecutor} that grows while its queue stands still could replace this class; a
 * {@code ForkJoinPool} could not, since it adds threads only for tasks that say that they block.
 *
 * <p>No task runs on the thread that submits it, and none is lost: after the shutdown of the pool each has a thread of
 * its own.
 */
public final class ContinuationExecutor implements Executor {

    /** So many tasks are held back in a turn: more would wait longer than it takes to wake a thread. */
    private static final int MOST_HELD = 32;

    private final ExecutorService delegate;
    private final ThreadPoolExecutor threads;
    private final int usual;
    private final QueueWatch watch;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final LongAdder taken = new LongAdder();
    private final Runnable work = this::work;
    private final ThreadLocal<Held> held = ThreadLocal.withInitial(Held::new);

    /** Tasks that one event loop has brought in its turn while no thread was at work. */
    private static final class Held {
        private int tasks;
    }

    /**
     * @param delegate grows if it is a {@link ThreadPoolExecutor}: its core size says how many threads are usual, and
     *     is set from here from then on. With a thread a task (virtual threads) there is no need. Its maker shuts it
     *     down
     */
    public ContinuationExecutor(ExecutorService delegate) {
        this.delegate = delegate;
        this.threads = delegate instanceof ThreadPoolExecutor pool ? pool : null;
        this.usual = threads == null ? 1 : Math.max(1, threads.getCorePoolSize());
        this.watch = new QueueWatch(this);
        if (usual > 1) {
            threads.setCorePoolSize(1);
        }
    }

    /** The threads now; null when each task has one of its own. */
    public PoolState state() {
        return threads == null ? null : new PoolState(threads.getPoolSize(), threads.getActiveCount(), waiting.size());
    }

    /**
     * Even if this throws because no thread could be created, the task stays in the queue, and creating a thread is
     * retried.
     */
    @Override
    public void execute(Runnable task) {
        if (threads == null) {
            handIn(task);
            return;
        }
        waiting.add(task);
        try {
            // a worker that is at work looks into the queue once more before it ends
            Executor eventLoop = atWork.get() == 0 ? EventLoops.current() : null;
            if (eventLoop == null) {
                begin();
            } else {
                beginSoon(eventLoop);
            }
        } catch (RuntimeException | Error e) {
            // the task is in the queue already: adding a thread is attempted again
            watch.watch();
            throw e;
        }
    }

    /** Stops watching the queue. From now on each waiting task gets a thread immediately. */
    public void close() {
        watch.close();
        int before = -1;
        while (threads != null && before != atWork.get()) {
            before = atWork.get();
            grow(true);
        }
    }

    /** The event loop may have more in this turn: one thread is woken for all of it, and not one after the other. */
    private void beginSoon(Executor eventLoop) {
        Held ofThisTurn = held.get();
        int before = ofThisTurn.tasks++;
        if (before == 0) {
            try {
                eventLoop.execute(() -> endOfTurn(ofThisTurn));
            } catch (RuntimeException | Error e) {
                // this turn is its last, or memory is short: no end of this turn will begin
                ofThisTurn.tasks = 0;
                begin();
            }
        } else if (before % MOST_HELD == 0) {
            begin();
        }
    }

    private void endOfTurn(Held ofThisTurn) {
        boolean several = ofThisTurn.tasks > 1;
        ofThisTurn.tasks = 0;
        if (hasTasksWaiting()) {
            begin();
            if (several) {
                // the first of them may wait for the second
                watch.watch();
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

    /** Starts a worker if none is at work; else sees to it that there are more if what waits is not taken soon. */
    void begin() {
        if (!atWork.compareAndSet(0, 1)) {
            watch.watch();
            return;
        }
        try {
            start();
        } catch (RuntimeException | Error noThread) {
            watch.watch();
            throw noThread;
        }
    }

    boolean hasTasksWaiting() {
        return !waiting.isEmpty();
    }

    long tasksTaken() {
        return taken.sum();
    }

    /** Tasks wait too long: doubles the workers, even beyond their usual number, if there is as much for them to do. */
    synchronized void grow(boolean beyondUsual) {
        int now = atWork.get();
        int most = beyondUsual ? Integer.MAX_VALUE : usual;
        int more = Math.min(Math.max(1, now), Math.max(0, most - now));
        int then = now + (int) waiting.stream().limit(more).count();
        if (then == now) {
            return;
        }
        threads.setMaximumPoolSize(Math.max(then, threads.getMaximumPoolSize()));
        threads.setCorePoolSize(Math.max(then, threads.getCorePoolSize()));
        for (int worker = now; worker < then; worker++) {
            atWork.incrementAndGet();
            start();
        }
    }

    void shrink() {
        threads.setCorePoolSize(Math.min(usual, threads.getCorePoolSize()));
    }

    /** Starts a worker that {@code atWork} counts already. */
    private void start() {
        try {
            handIn(work);
        } catch (RuntimeException | Error noThread) {
            ended();
            throw noThread;
        }
    }

    private void work() {
        try {
            Runnable task = waiting.poll();
            while (task != null) {
                count();
                run(task);
                // as pools do between tasks: an interrupt is for the task that it met
                Thread.interrupted();
                task = waiting.poll();
            }
        } finally {
            ended();
            // what came after the last look, when this still counted as a worker
            if (!waiting.isEmpty()) {
                begin();
            }
        }
    }

    /**
     * A pool that throws may have taken the worker nevertheless, if it ran out of memory later: it counts down twice.
     */
    private void ended() {
        atWork.updateAndGet(workers -> Math.max(0, workers - 1));
    }

    private void count() {
        try {
            taken.increment();
        } catch (OutOfMemoryError e) {
            // counting can take memory if threads compete; the task must not be lost
        }
    }

    /** A worker survives its tasks: to replace it takes memory, which may be what is missing. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (RuntimeException | Error again) {
            // nothing can be said of it, and the next task waits
        }
    }
}
