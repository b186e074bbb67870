package io.github.camelglm4.stream;

import io.github.camelglm4.client.Timers;
import java.util.concurrent.TimeUnit;

/**
 * Notices that elements of a stream have lain unread for too long, however long the stream itself takes. Thread-safe.
 */
public final class AbandonWatch {

    private enum State {
        WATCHING,
        FIRED,
        STOPPED
    }

    private final StreamWriter pipe;
    private final long limitMillis;
    private final Timers timers;
    private final Runnable abandoned;
    private volatile State state = State.WATCHING;
    private volatile Runnable timer = () -> {};

    /** @param abandoned called once, on the event loop of the timers, unless {@link #stop} comes first */
    public AbandonWatch(StreamWriter pipe, long limitMillis, Timers timers, Runnable abandoned) {
        this.pipe = pipe;
        this.limitMillis = limitMillis;
        this.timers = timers;
        this.abandoned = abandoned;
    }

    public void start() {
        lookIn(limitMillis);
    }

    public void stop() {
        state = State.STOPPED;
        timer.run();
    }

    /** Whether the elements lay unread for too long before it was stopped. */
    boolean hasFired() {
        return state == State.FIRED;
    }

    private void lookIn(long millis) {
        timer = timers.after(millis, this::look);
        if (state != State.WATCHING) {
            timer.run();
        }
    }

    private void look() {
        if (state != State.WATCHING) {
            return;
        }
        long left = limitMillis - TimeUnit.NANOSECONDS.toMillis(pipe.nanosUnread());
        if (left > 0) {
            lookIn(left);
        } else {
            state = State.FIRED;
            abandoned.run();
        }
    }
}
