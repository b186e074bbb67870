package io.github.camelglm4.client.gate;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4TimeoutException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many requests at a time, the others in a queue that holds no thread: first come, first served. Thread-safe; a
 * permit is granted on the thread that gives it back, or on the caller's when one is free.
 */
public final class ConcurrencyGate {

    private final String name;
    private final int limit;
    private final int maxQueued;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition queueHasRoom = lock.newCondition();
    private final Set<Permit> queue = new LinkedHashSet<>();
    private int inUse;
    private boolean closed;

    ConcurrencyGate(String name, int limit, int maxQueued) {
        this.name = name;
        this.limit = limit;
        this.maxQueued = maxQueued;
    }

    /** What happens to a call that finds the queue full. */
    public enum WhenFull {
        /** It is refused at once. */
        REFUSE,
        /** The calling thread waits for room in the queue. */
        BLOCK,
        /** It queues nevertheless: a retry, or the next request for the same answer, which was let in once already. */
        QUEUE
    }

    /** A place at the gate. */
    public final class Permit {

        private final Runnable granted;
        private boolean held;

        private Permit(Runnable granted) {
            this.granted = granted;
        }

        /**
         * Asks for the permit; {@code granted} runs as soon as it is there.
         *
         * @param maxWaitMillis bound of {@link WhenFull#BLOCK}, 0 for none
         * @throws Glm4QueueFullException the queue is full
         * @throws Glm4TimeoutException it still was after {@code maxWaitMillis}
         * @throws Glm4ConnectionException the gate was closed
         */
        public void acquire(WhenFull whenFull, long maxWaitMillis) {
            if (enter(whenFull, maxWaitMillis)) {
                granted.run();
            }
        }

        private boolean enter(WhenFull whenFull, long maxWaitMillis) {
            lock.lock();
            try {
                if (inUse >= limit && whenFull != WhenFull.QUEUE) {
                    awaitRoom(whenFull == WhenFull.BLOCK, maxWaitMillis);
                }
                requireOpen();
                if (inUse >= limit) {
                    queue.add(this);
                    return false;
                }
                inUse++;
                held = true;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Gives the permit back, or leaves the queue. To call it again changes nothing. */
        public void release() {
            Permit next = null;
            lock.lock();
            try {
                if (queue.remove(this)) {
                    queueHasRoom.signal();
                } else if (held) {
                    held = false;
                    next = handOver();
                }
            } finally {
                lock.unlock();
            }
            if (next != null) {
                next.granted.run();
            }
        }
    }

    public Permit permit(Runnable granted) {
        return new Permit(granted);
    }

    /** Requests that hold a permit now. */
    public int inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /** Calls in the queue now. */
    public int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        return limit;
    }

    int maxQueued() {
        return maxQueued;
    }

    /** Wakes threads that wait for room; nobody gets in any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queueHasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The permit goes straight to the next in the queue, so that nobody can slip in between. */
    private Permit handOver() {
        Iterator<Permit> waiting = queue.iterator();
        if (!waiting.hasNext()) {
            inUse--;
            // with this place free the waiting thread need not even queue
            queueHasRoom.signal();
            return null;
        }
        Permit next = waiting.next();
        waiting.remove();
        next.held = true;
        queueHasRoom.signal();
        return next;
    }

    private void awaitRoom(boolean block, long maxWaitMillis) {
        long left = maxWaitMillis > 0 ? TimeUnit.MILLISECONDS.toNanos(maxWaitMillis) : Long.MAX_VALUE;
        while (!closed && inUse >= limit && queue.size() >= maxQueued) {
            if (!block) {
                throw new Glm4QueueFullException(maxQueued + " calls (maxQueuedRequests) wait already for one of the "
                        + limit + " places (maxConcurrentRequests) of " + name);
            }
            if (left <= 0) {
                throw new Glm4TimeoutException("requestTimeout of " + maxWaitMillis
                        + " ms passed while the caller waited for room in the queue of " + name);
            }
            try {
                left = queueHasRoom.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Glm4QueueFullException(
                        "interrupted while waiting for room in the queue of " + name, e, FailureDetails.NONE);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw Glm4ConnectionException.stopped();
        }
    }
}
