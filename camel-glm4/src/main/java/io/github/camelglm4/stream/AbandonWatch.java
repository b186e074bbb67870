package io.github.camelglm4.stream;

import io.github.camelglm4.client.Timers;
import java.util.concurrent.TimeUnit;

/** Notices that elements of a stream have lain unread for too long, however long the stream itself takes. Thread-safe. */
public final class AbandonWatch {

    private final StreamWriter pipe;
    private final long limitMillis;
    private final Timers timers;
    private final Runnable abandoned;
    private volatile boolean over;
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
        over = true;
        timer.run();
    }

    private void lookIn(long millis) {
        timer = timers.after(millis, this::look);
        if (over) {
            timer.run();
        }
    }

    private void look() {
        if (over) {
            return;
        }
        long left = limitMillis - TimeUnit.NANOSECONDS.toMillis(pipe.nanosUnread());
        if (left > 0) {
            lookIn(left);
        } else {
            over = true;
            abandoned.run();
        }
    }
}
