package io.github.camelglm4.serving;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all requests of one server that have no response yet. Thread-safe. */
final class HeldBytes {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(long limit) {
        this.limit = limit;
    }

    Share share() {
        return new Share();
    }

    /** The bytes of one request. Released once, on any thread. */
    final class Share {

        private long taken;
        private boolean released;

        synchronized boolean take(int bytes) {
            if (released || held.addAndGet(bytes) <= limit) {
                taken += released ? 0 : bytes;
                return true;
            }
            held.addAndGet(-bytes);
            return false;
        }

        synchronized void release() {
            released = true;
            held.addAndGet(-taken);
            taken = 0;
        }
    }
}
