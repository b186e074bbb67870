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
 * Limits the number of concurrent requests; further ones are queued without a thread, first in, first out. Thread-safe.
 * A permit is granted on the thread that releases it, or on the caller's thread if one is free.
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

    /** What happens to a call if the queue is full. */
    public enum WhenFull {
        /** The call is rejected immediately. */
        REFUSE,
        /** The calling thread waits for room in the queue. */
        BLOCK,
        /** The call is queued nevertheless, for a retry or another request: it was admitted before. */
        QUEUE
    }

    /** A permit of the gate. */
    public final class Permit {

        private final Runnable granted;
        private boolean held;

        /** The permit that this one was passed to, until it is granted. */
        private volatile Permit next;

        private Permit(Runnable granted) {
            this.granted = granted;
        }

        /**
         * Requests the permit; {@code granted} runs when it is granted.
         *
         * @param maxWaitMillis limit for {@link WhenFull#BLOCK}, 0 for none
         * @throws Glm4QueueFullException if the queue is full
         * @throws Glm4TimeoutException if it is still full after {@code maxWaitMillis}
         * @throws Glm4ConnectionException if the gate was closed
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

        /**
         * Releases the permit, or leaves the queue. Calling it again has no effect, unless the next permit could not be
         * granted because memory is low: that is repeated.
         */
        public void release() {
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
            Permit following = next;
            if (following != null) {
                following.granted.run();
                next = null;
            }
        }
    }

    /** Creates a permit, not acquired yet; {@code granted} runs when it is granted. */
    public Permit permit(Runnable granted) {
        return new Permit(granted);
    }

    /** Returns the number of permits in use. */
    public int inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of calls in the queue. */
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

    /** Wakes threads that wait for room; no further call is admitted. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queueHasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The permit goes directly to the next call in the queue, so that no other one can overtake it. */
    private Permit handOver() {
        Iterator<Permit> waiting = queue.iterator();
        if (!waiting.hasNext()) {
            inUse--;
            // the waiting thread can take this permit without queuing
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
                throw new Glm4QueueFullException("the queue of " + name + " is full: " + maxQueued
                        + " calls (maxQueuedRequests) are waiting for one of the " + limit
                        + " permits (maxConcurrentRequests)");
            }
            if (left <= 0) {
                throw new Glm4TimeoutException(
                        "no room in the queue of " + name + " within requestTimeout of " + maxWaitMillis + " ms");
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
