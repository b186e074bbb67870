package io.github.camelglm4.client;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Fires when nothing was read for a while. A read only notes the time: the timer is set anew when it finds that it came
 * too early, not with every read. To be used on one event loop.
 */
final class IdleTimer {

    private final Vertx vertx;
    private final long limitNanos;
    private final Runnable fired;
    private long lastRead = System.nanoTime();
    private long timer;
    private boolean suspended;

    IdleTimer(Vertx vertx, long limitMillis, Runnable fired) {
        this.vertx = vertx;
        this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        this.fired = fired;
        arm(limitNanos);
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
        long left = limitNanos - (System.nanoTime() - lastRead);
        if (suspended) {
            arm(limitNanos);
        } else if (left <= 0) {
            fired.run();
        } else {
            arm(left);
        }
    }
}
