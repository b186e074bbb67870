package io.github.camelglm4.client;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Fires when the head of an answer does not come in time, or, after that, when nothing was read for a while. One timer serves
 * for both and for every read, which only notes the time: the timer is set anew when it finds that it came too early. To be
 * used on one event loop.
 */
final class AnswerTimer {

    private final Vertx vertx;
    private final long responseNanos;
    private final long idleNanos;
    private final Runnable fired;
    private boolean begun;
    private boolean suspended;
    private long lastRead = System.nanoTime();
    private long timer;

    AnswerTimer(Vertx vertx, CallLimits limits, Runnable fired) {
        this.vertx = vertx;
        this.responseNanos = TimeUnit.MILLISECONDS.toNanos(limits.responseMillis());
        this.idleNanos = TimeUnit.MILLISECONDS.toNanos(limits.idleMillis());
        this.fired = fired;
        arm(responseNanos);
    }

    /** The head is there: from now on it is silence that counts. */
    void begun() {
        begun = true;
        touch();
        if (idleNanos < responseNanos) {
            stop();
            arm(idleNanos);
        }
    }

    void touch() {
        lastRead = System.nanoTime();
    }

    /** The reader is slow, not the service. */
    void suspend() {
        suspended = true;
    }

    void resume() {
        suspended = false;
        touch();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void arm(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000 + 1), id -> check());
    }

    private void check() {
        long limit = begun ? idleNanos : responseNanos;
        long left = limit - (System.nanoTime() - lastRead);
        if (suspended) {
            arm(limit);
        } else if (left <= 0) {
            fired.run();
        } else {
            arm(left);
        }
    }
}
