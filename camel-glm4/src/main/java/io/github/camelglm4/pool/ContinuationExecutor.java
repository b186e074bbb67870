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
 * Runs the continuations of responses, with few threads and an unbounded queue. Adds threads while its queue does not
 * move: a continuation may wait for another one that is still queued, and a fixed pool would then block forever.
 * Thread-safe.
 *
 * <p>A worker takes tasks from the queue until it is empty. There is one worker as long as it is fast enough, and more
 * while tasks wait. For the {@link ThreadPoolExecutor}, a worker is one long task.
 *
 * <p>A thread is woken only if no worker is active, and once for all tasks of one iteration of an event loop. CPU time
 * per chunk with 500 streams: 15.4 to 10.9 µs by the queue without locks (and by {@link EventLoops}), 12.2 to 10.4 µs
 * by one wake-up per iteration. A {@link ThreadPoolExecutor} that grows while its queue does not move could replace
 * this class; a {@code ForkJoinPool} could not, because it adds threads only for tasks that declare that they block.
 *
 * <p>No task runs on the thread that submits it, and none is lost: after the shutdown of the pool, each task gets a new
 * thread.
 */
public final class ContinuationExecutor implements Executor {

    /** Maximum number of tasks held until the end of an iteration: more would take longer than waking a thread. */
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

    /** The number of tasks from the current iteration of an event loop, while no worker was active. */
    private static final class Held {
        private int tasks;
    }

    /**
     * @param delegate grows if it is a {@link ThreadPoolExecutor}: its core size is the usual number of threads, and is
     *     then set by this class. A pool with one thread per task (virtual threads) does not need that. Its creator
     *     shuts it down
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

    /** Returns the current state of the threads; null if each task has its own thread. */
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
            // an active worker checks the queue again before it ends
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

    /** The event loop may submit more tasks in this iteration: one thread is woken for all of them. */
    private void beginSoon(Executor eventLoop) {
        Held ofThisTurn = held.get();
        int before = ofThisTurn.tasks++;
        if (before == 0) {
            try {
                eventLoop.execute(() -> endOfTurn(ofThisTurn));
            } catch (RuntimeException | Error e) {
                // this is its last iteration, or memory is low: the end of this iteration will not run
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
                // the first task may wait for the second one
                watch.watch();
            }
        }
    }

    private void handIn(Runnable task) {
        try {
            delegate.execute(task);
        } catch (RejectedExecutionException e) {
            // the pool is shut down only after every call has ended: the task must not run on an event loop, or be lost
            new Thread(task, "glm4 after shutdown").start();
        }
    }

    /**
     * Starts a worker if none is active; otherwise ensures that more are added if the queued tasks are not taken soon.
     */
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

    /**
     * Tasks wait too long: doubles the workers, also beyond the usual number, but adds no more than there are tasks.
     */
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

    /** Starts a worker that {@code atWork} already includes. */
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
                // as pools do between tasks: an interrupt is only for the task that was running
                Thread.interrupted();
                task = waiting.poll();
            }
        } finally {
            ended();
            // tasks that were added after the last check, while this still counted as a worker
            if (!waiting.isEmpty()) {
                begin();
            }
        }
    }

    /** A pool that runs out of memory may throw although it accepted the worker, which is then subtracted twice. */
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

    /** A failed task does not end its worker: creating a new one takes memory, which may be low. */
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
            // it cannot be reported, and the next task waits
        }
    }
}
