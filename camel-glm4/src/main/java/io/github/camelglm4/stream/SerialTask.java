package io.github.camelglm4.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs the turns of something one after the other, on whichever thread asks for one; nobody waits. Thread-safe. */
final class SerialTask {

    private final Runnable turn;
    private final AtomicInteger asked = new AtomicInteger();

    SerialTask(Runnable turn) {
        this.turn = turn;
    }

    /** A turn begins now, or, when one is running on another thread or further up on this one, right after that. */
    void take() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            try {
                turn.run();
            } catch (RuntimeException | Error e) {
                // the next one who asks has a turn, and finds what is left: else nobody ever had one again
                asked.set(0);
                throw e;
            }
            seen = asked.addAndGet(-seen);
        }
    }
}
