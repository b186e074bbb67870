package io.github.camelglm4.pool;

import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads that take tasks from one queue: one as long as it keeps up, more while tasks wait. The queue has no locks, and to
 * the {@link ThreadPoolExecutor} a worker is one long task. Thread-safe.
 */
final class Workers {

    private final ThreadPoolExecutor threads;
    private final Executor starter;
    private final int usual;
    private final QueueWatch watch;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final LongAdder taken = new LongAdder();
    private final Runnable work = this::work;

    /**
     * @param threads its core size says how many are usual, and is set from here from then on
     * @param starter gives a worker one of them
     */
    Workers(ThreadPoolExecutor threads, Executor starter, Vertx vertx) {
        this.threads = threads;
        this.starter = starter;
        this.usual = Math.max(1, threads.getCorePoolSize());
        this.watch = new QueueWatch(this, vertx);
        if (usual > 1) {
            threads.setCorePoolSize(1);
        }
    }

    PoolState state() {
        return new PoolState(threads.getPoolSize(), threads.getActiveCount(), waiting.size());
    }

    /** Puts a task into the queue. It is taken only if a worker is at work, or {@link #begin} is called after this. */
    void add(Runnable task) {
        waiting.add(task);
    }

    /** A worker that is at work looks into the queue once more before it ends. */
    boolean isNoneAtWork() {
        return atWork.get() == 0;
    }

    /** Starts a worker if none is at work; else sees to it that there are more if what waits is not taken soon. */
    void begin() {
        if (!atWork.compareAndSet(0, 1)) {
            watch();
            return;
        }
        try {
            start();
        } catch (RuntimeException | Error noThread) {
            // the task is in the queue already: adding a thread is attempted again
            watch();
            throw noThread;
        }
    }

    /** Sees to it that there are more workers if what waits is not taken soon. */
    void watch() {
        watch.watch();
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

    /** It is counted already. */
    private void start() {
        try {
            starter.execute(work);
        } catch (RuntimeException | Error noThread) {
            atWork.decrementAndGet();
            throw noThread;
        }
    }

    private void work() {
        try {
            Runnable task = waiting.poll();
            while (task != null) {
                taken.increment();
                run(task);
                // as pools do between tasks: an interrupt is for the task that it met
                Thread.interrupted();
                task = waiting.poll();
            }
        } finally {
            atWork.decrementAndGet();
            // what came after the last look, when this still counted as a worker
            if (!waiting.isEmpty()) {
                begin();
            }
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
