package io.github.camelglm4.client;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs what comes after an answer, with few threads and an unbounded queue, and grows while its queue does not move: a
 * continuation may wait for another one that is still queued, and a fixed pool would then stand still for ever. Thread-safe.
 *
 * <p>A task goes into a queue without locks, and a thread of the pool is woken for it only when none is at work: an event loop
 * that brings one task after the other neither waits for the pool's lock nor pays for a thread that is awake anyway. When
 * tasks still wait a millisecond later, more threads take part, up to the usual size of the pool. No task runs on the thread that
 * brings it, and none is lost: what comes when the pool is shut down has a thread of its own.
 */
public final class ContinuationExecutor implements Executor {

    /** So many tasks are held back in a turn: more would wait longer than it takes to wake a thread. */
    private static final int MOST_HELD = 32;

    private static final long LATE_MILLIS = 1;
    private static final int LOOKS_UNTIL_STUCK = 100;

    private final ExecutorService delegate;
    private final ThreadPoolExecutor threads;
    private final int usualThreads;
    private final EventLoop clock;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final ThreadLocal<Held> held = ThreadLocal.withInitial(Held::new);
    private final LongAdder taken = new LongAdder();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Runnable work = this::work;

    /** Tasks that one event loop has brought in its turn while no thread was at work. */
    private static final class Held {
        private int tasks;
    }

    /**
     * @param delegate grows if it is a {@link ThreadPoolExecutor}: its core size says how many threads are usual, and is set from
     *     here from then on. With a thread a task (virtual threads) there is no need. Whoever made it shuts it down
     * @param vertx one of its event loops watches the queue, so that no thread has to. It is chosen here, since the timers of a
     *     verticle end with it
     */
    public ContinuationExecutor(ExecutorService delegate, Vertx vertx) {
        this.delegate = delegate;
        this.clock = ((VertxInternal) vertx).createEventLoopContext().nettyEventLoop();
        this.threads = delegate instanceof ThreadPoolExecutor pool ? pool : null;
        this.usualThreads = threads == null ? 0 : Math.max(1, threads.getCorePoolSize());
        if (usualThreads > 1) {
            threads.setCorePoolSize(1);
        }
    }

    /** The threads now; null when each task has one of its own. */
    public PoolState state() {
        return threads == null ? null : new PoolState(threads.getPoolSize(), threads.getActiveCount(), waiting.size());
    }

    /** Also when it throws, because no thread can be made: the task is in the queue then, and a thread is tried for again. */
    @Override
    public void execute(Runnable task) {
        if (threads == null) {
            handIn(task);
            return;
        }
        waiting.add(task);
        EventLoop eventLoop = workers.get() == 0 ? eventLoop() : null;
        if (eventLoop == null) {
            begin();
        } else {
            beginSoon(eventLoop);
        }
    }

    /** The one whose turn this is, or null. */
    private static EventLoop eventLoop() {
        Context context = Vertx.currentContext();
        EventLoop eventLoop = context == null ? null : ((ContextInternal) context).nettyEventLoop();
        return eventLoop != null && eventLoop.inEventLoop() ? eventLoop : null;
    }

    /** The event loop may have more in this turn: one thread is woken for all of it, and not one after the other. */
    private void beginSoon(EventLoop eventLoop) {
        Held ofThisTurn = held.get();
        int before = ofThisTurn.tasks++;
        if (before == 0) {
            try {
                eventLoop.execute(() -> endOfTurn(ofThisTurn));
            } catch (RejectedExecutionException e) {
                // this turn is its last
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
        if (!waiting.isEmpty()) {
            begin();
            if (several) {
                // the first of them may wait for the second
                watch();
            }
        }
    }

    private void begin() {
        if (!workers.compareAndSet(0, 1)) {
            watch();
            return;
        }
        try {
            startWorker();
        } catch (RuntimeException | Error noThread) {
            // the task is in the queue all the same: it is tried again
            watch();
            throw noThread;
        }
    }

    /** It is counted already. */
    private void startWorker() {
        try {
            handIn(work);
        } catch (RuntimeException | Error noThread) {
            workers.decrementAndGet();
            throw noThread;
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

    private void work() {
        try {
            Runnable task = waiting.poll();
            while (task != null) {
                taken.increment();
                task.run();
                // as pools do between tasks: an interrupt is for the task that it met
                Thread.interrupted();
                task = waiting.poll();
            }
        } finally {
            workers.decrementAndGet();
            // what came after the last look, when this still counted as a worker
            if (!waiting.isEmpty()) {
                begin();
            }
        }
    }

    private void watch() {
        if (clock.isShuttingDown()) {
            // nobody would look, so there is a thread at once
            grow(Integer.MAX_VALUE);
        } else if (watched.compareAndSet(false, true)) {
            lookLater(0);
        }
    }

    /** @param looks how often, one after the other, nothing had been taken from the queue */
    private void lookLater(int looks) {
        long before = taken.sum();
        try {
            clock.schedule(() -> look(before, looks), LATE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            watched.set(false);
            grow(Integer.MAX_VALUE);
        }
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
        // every thread has been busy, or waiting, since
        boolean stuck = looks >= LOOKS_UNTIL_STUCK;
        try {
            grow(stuck ? Integer.MAX_VALUE : usualThreads);
        } finally {
            lookLater(stuck ? 0 : looks);
        }
    }

    /** Doubles the workers, if there is as much for them to do. */
    private synchronized void grow(int most) {
        int now = workers.get();
        int more = Math.min(Math.max(1, now), Math.max(0, most - now));
        int then = now + (int) waiting.stream().limit(more).count();
        if (then == now) {
            return;
        }
        threads.setMaximumPoolSize(Math.max(then, threads.getMaximumPoolSize()));
        threads.setCorePoolSize(Math.max(then, threads.getCorePoolSize()));
        for (int worker = now; worker < then; worker++) {
            workers.incrementAndGet();
            startWorker();
        }
    }
}
