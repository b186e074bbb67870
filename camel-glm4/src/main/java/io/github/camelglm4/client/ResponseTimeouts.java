package io.github.camelglm4.client;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Fires when the head of a response does not come in time, or, after that, when nothing was read for a while. One timer
 * serves for both and for every read: it is set again when it fires too early. To be used on one event loop.
 *
 * <p>Reading the clock for each piece would do as well, but costs a tenth of what a piece of a fast stream does. So of
 * a response in many pieces only the first few are timed; then a piece only leaves a mark, for which the timer looks
 * often, and silence is noticed an eighth late at most.
 */
final class ResponseTimeouts {

    /** A short response, and nearly every one that is not streamed, keeps the timer with which it began. */
    private static final int TIMED_READS = 8;

    private static final int LOOKS_PER_IDLE_TIME = 8;

    private final Vertx vertx;
    private final long responseNanos;
    private final long idleNanos;
    private final Runnable fired;
    private boolean begun;
    private boolean suspended;
    private int timedReads;
    private boolean readSinceLook;
    private long lastRead = System.nanoTime();
    private long timer;

    ResponseTimeouts(Vertx vertx, CallLimits limits, Runnable fired) {
        this.vertx = vertx;
        this.responseNanos = TimeUnit.MILLISECONDS.toNanos(limits.responseMillis());
        this.idleNanos = TimeUnit.MILLISECONDS.toNanos(limits.idleMillis());
        this.fired = fired;
        arm(responseNanos);
    }

    /** The head is there: from now on it is silence that counts. */
    void begun() {
        begun = true;
        lastRead = System.nanoTime();
        if (idleNanos < responseNanos) {
            stop();
            arm(idleNanos);
        }
    }

    /** Something was read. */
    void touch() {
        if (timedReads == TIMED_READS) {
            readSinceLook = true;
            return;
        }
        lastRead = System.nanoTime();
        if (++timedReads == TIMED_READS) {
            stop();
            arm(idleNanos / LOOKS_PER_IDLE_TIME);
        }
    }

    /** The reader is slow, not the service. */
    void suspend() {
        suspended = true;
    }

    void resume() {
        suspended = false;
        lastRead = System.nanoTime();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void arm(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000 + 1), id -> check());
    }

    private void check() {
        long now = System.nanoTime();
        if (suspended || readSinceLook) {
            readSinceLook = false;
            lastRead = now;
        }
        long left = (begun ? idleNanos : responseNanos) - (now - lastRead);
        if (left <= 0) {
            fired.run();
        } else {
            arm(timedReads == TIMED_READS ? Math.min(left, idleNanos / LOOKS_PER_IDLE_TIME) : left);
        }
    }
}
