package io.github.camelglm4.client;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs what comes after an answer, with few threads and an unbounded queue, and grows while its queue does not move: a
 * continuation may wait for another one that is still queued, and a fixed pool would then stand still for ever. Thread-safe.
 *
 * <p>A task goes into a queue without locks, and a thread of the pool is woken for it only when none is at work: an event loop
 * that brings one task after the other neither waits for the pool's lock nor pays for a thread that is awake anyway. When a
 * task has waited for a millisecond, more threads take part, up to the usual size of the pool.
 */
public final class ContinuationExecutor implements Executor {

    /** So many tasks are held back in a turn: more would wait longer than it takes to wake a thread. */
    private static final int MOST_HELD = 32;

    private static final long LATE_MILLIS = 1;
    private static final int LOOKS_UNTIL_STUCK = 100;

    private final ExecutorService tasks;
    private final Vertx vertx;
    private final ThreadPoolExecutor threads;
    private final int usualThreads;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final LongAdder taken = new LongAdder();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Runnable work = this::work;

    /**
     * @param tasks grows if it is a {@link ThreadPoolExecutor}; with a thread a task (virtual threads) there is no need
     * @param vertx its timers watch the queue, so that no thread has to
     */
    public ContinuationExecutor(ExecutorService tasks, Vertx vertx) {
        this.tasks = tasks;
        this.vertx = vertx;
        this.threads = tasks instanceof ThreadPoolExecutor pool ? pool : null;
        this.usualThreads = threads == null ? 0 : Math.max(1, threads.getCorePoolSize());
        if (usualThreads > 1) {
            threads.setCorePoolSize(1);
        }
    }

    /** The threads now; null when each task has one of its own. */
    public PoolState state() {
        return threads == null ? null : new PoolState(threads.getPoolSize(), threads.getActiveCount(), waiting.size());
    }

    @Override
    public void execute(Runnable task) {
        if (threads == null) {
            handIn(task);
            return;
        }
        waiting.add(task);
        if (workers.get() == 0 && Context.isOnEventLoopThread()) {
            beginSoon();
        } else {
            begin();
        }
    }

    /** The event loop may have more in this turn: one thread is woken for all of it, and not one after the other. */
    private void beginSoon() {
        int before = held.getAndIncrement();
        if (before == 0) {
            vertx.runOnContext(v -> endOfTurn());
        } else if (before % MOST_HELD == 0) {
            begin();
        }
    }

    private void endOfTurn() {
        boolean several = held.getAndSet(0) > 1;
        if (!waiting.isEmpty()) {
            begin();
            if (several) {
                // the first of them may wait for the second
                watch();
            }
        }
    }

    private void begin() {
        if (!startFirstWorker()) {
            watch();
        }
    }

    private boolean startFirstWorker() {
        boolean first = workers.compareAndSet(0, 1);
        if (first) {
            handIn(work);
        }
        return first;
    }

    private void handIn(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException e) {
            // the pool is shut down only after every call has ended: better here than never
            task.run();
        }
    }

    private void work() {
        try {
            Runnable task = waiting.poll();
            while (task != null) {
                taken.increment();
                task.run();
                forgetInterrupt();
                task = waiting.poll();
            }
        } finally {
            workers.decrementAndGet();
            // what came after the last look, when this still counted as a worker
            if (!waiting.isEmpty()) {
                startFirstWorker();
            }
        }
    }

    /** As pools do between tasks: an interrupt is for the task that it met, or for the whole pool. */
    private void forgetInterrupt() {
        if (Thread.interrupted() && threads.isShutdown()) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            lookLater(0);
        }
    }

    /** @param looks how often, one after the other, nothing had been taken from the queue */
    private void lookLater(int looks) {
        long before = taken.sum();
        vertx.setTimer(LATE_MILLIS, id -> look(before, looks));
    }

    private void look(long takenBefore, int looksBefore) {
        if (waiting.isEmpty()) {
            threads.setCorePoolSize(Math.min(usualThreads, threads.getCorePoolSize()));
            watched.set(false);
            // a task that came between the look at the queue and the line above must not go unwatched
            if (!waiting.isEmpty()) {
                watch();
            }
            return;
        }
        int looks = taken.sum() == takenBefore ? looksBefore + 1 : 0;
        int now = workers.get();
        if (now < usualThreads) {
            grow(now, usualThreads);
        } else if (looks >= LOOKS_UNTIL_STUCK) {
            // every thread has been busy, or waiting, since
            grow(now, Integer.MAX_VALUE);
            looks = 0;
        }
        lookLater(looks);
    }

    /** Doubles the workers, if there is as much for them to do. */
    private void grow(int now, int most) {
        int more = Math.min(Math.max(1, now), most - now);
        int then = now + (int) waiting.stream().limit(more).count();
        threads.setMaximumPoolSize(Math.max(then, threads.getMaximumPoolSize()));
        threads.setCorePoolSize(Math.max(then, threads.getCorePoolSize()));
        for (int worker = now; worker < then; worker++) {
            workers.incrementAndGet();
            handIn(work);
        }
    }
}
