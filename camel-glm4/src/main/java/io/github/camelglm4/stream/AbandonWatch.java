package io.github.camelglm4.stream;

import io.github.camelglm4.client.Timers;
import java.util.concurrent.TimeUnit;

/** Detects elements that are unread for too long, for a stream of any duration. Thread-safe. */
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

    /** @param abandoned called once, on the event loop of the timers, unless {@link #stop} is called before */
    public AbandonWatch(StreamWriter pipe, long limitMillis, Timers timers, Runnable abandoned) {
        this.pipe = pipe;
        this.limitMillis = limitMillis;
        this.timers = timers;
        this.abandoned = abandoned;
    }

    public void start() {
        checkIn(limitMillis);
    }

    public void stop() {
        state = State.STOPPED;
        timer.run();
    }

    /** Returns whether the elements were unread for too long before the stop. */
    boolean hasFired() {
        return state == State.FIRED;
    }

    private void checkIn(long millis) {
        timer = timers.after(millis, this::check);
        if (state != State.WATCHING) {
            timer.run();
        }
    }

    private void check() {
        if (state != State.WATCHING) {
            return;
        }
        long left = limitMillis - TimeUnit.NANOSECONDS.toMillis(pipe.nanosUnread());
        if (left > 0) {
            checkIn(left);
        } else {
            state = State.FIRED;
            abandoned.run();
        }
    }
}
