package io.github.camelglm4.client;

import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what comes after an answer, with few threads and an unbounded queue, and grows while its queue does not move: a
 * continuation may wait for another one that is still queued, and a fixed pool would then stand still for ever. Thread-safe.
 *
 * <p>Up to its usual size it has no more threads than it has had tasks at a time: a pool lets its threads take turns, and one
 * that has just run is woken at less cost than one that slept for long.
 */
public final class ContinuationExecutor implements Executor {

    private static final long STUCK_MILLIS = 100;

    private final ExecutorService tasks;
    private final Vertx vertx;
    private final ThreadPoolExecutor threads;
    private final int usualThreads;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * @param tasks grows if it is a {@link ThreadPoolExecutor}; with a thread a task (virtual threads) there is no need
     * @param vertx its timers watch the queue, so that no thread has to
     */
    public ContinuationExecutor(ExecutorService tasks, Vertx vertx) {
        this.tasks = tasks;
        this.vertx = vertx;
        this.threads = tasks instanceof ThreadPoolExecutor pool ? pool : null;
        this.usualThreads = threads == null ? 0 : threads.getCorePoolSize();
        if (usualThreads > 1) {
            threads.setCorePoolSize(1);
        }
    }

    /** The threads now; null when each task has one of its own. */
    public PoolState state() {
        return threads == null
                ? null
                : new PoolState(
                        threads.getPoolSize(),
                        threads.getActiveCount(),
                        threads.getQueue().size());
    }

    @Override
    public void execute(Runnable task) {
        if (threads == null) {
            handIn(task);
            return;
        }
        if (unfinished.incrementAndGet() > threads.getCorePoolSize() && threads.getCorePoolSize() < usualThreads) {
            addThread();
        }
        handIn(() -> run(task));
        if (!threads.getQueue().isEmpty() && watched.compareAndSet(false, true)) {
            watch(threads.getQueue().peek());
        }
    }

    private void handIn(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException e) {
            // the pool is shut down only after every call has ended: better here than never
            task.run();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            unfinished.decrementAndGet();
        }
    }

    private synchronized void addThread() {
        threads.setCorePoolSize(Math.min(usualThreads, threads.getCorePoolSize() + 1));
    }

    private void watch(Runnable head) {
        vertx.setTimer(STUCK_MILLIS, id -> check(head));
    }

    /** The same task at the head as last time: every thread has been busy, or waiting, since. */
    private void check(Runnable lastHead) {
        Queue<Runnable> queue = threads.getQueue();
        Runnable head = queue.peek();
        if (head != null && head == lastHead) {
            grow(queue.size());
        }
        if (head != null) {
            watch(head);
            return;
        }
        threads.setCorePoolSize(Math.min(usualThreads, threads.getCorePoolSize()));
        watched.set(false);
        // a task that came between the look at the queue and the line above must not go unwatched
        if (!queue.isEmpty() && watched.compareAndSet(false, true)) {
            watch(queue.peek());
        }
    }

    private void grow(int waiting) {
        int now = Math.max(threads.getPoolSize(), threads.getCorePoolSize());
        int then = now + Math.min(now, waiting);
        if (then > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(then);
        }
        threads.setCorePoolSize(then);
    }
}
