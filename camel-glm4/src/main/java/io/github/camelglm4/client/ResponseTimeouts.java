package io.github.camelglm4.client;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Fires if the head of a response is not received in time or, after that, if no data was read for the idle timeout.
 * While a file is sent, the idle timeout counts too, and the response timeout starts when all of it is sent. One timer
 * serves for all and for every read: it is set again when it fires too early. To be used on one event loop.
 *
 * <p>Reading the clock for each piece would cost a tenth of the time for a piece of a fast stream. Therefore only the
 * first pieces of a response are timed. A later piece only sets a flag, which the timer checks often, and the timeout
 * is at most an eighth late.
 */
final class ResponseTimeouts {

    /** A short response, and nearly every one that is not streamed, uses only the first timer. */
    private static final int TIMED_READS = 8;

    private static final int LOOKS_PER_IDLE_TIME = 8;

    private final Vertx vertx;
    private final long responseNanos;
    private final long idleNanos;
    private final Runnable fired;
    private boolean begun;
    private boolean sending;
    private boolean suspended;
    private int timedReads;
    private boolean readSinceLook;
    private long lastData = System.nanoTime();
    private long timer;

    ResponseTimeouts(Vertx vertx, CallLimits limits, Runnable fired) {
        this.vertx = vertx;
        this.responseNanos = TimeUnit.MILLISECONDS.toNanos(limits.responseMillis());
        this.idleNanos = TimeUnit.MILLISECONDS.toNanos(limits.idleMillis());
        this.fired = fired;
        arm(responseNanos);
    }

    /** A part of a long body was sent, or all of it. */
    void sent(boolean whole) {
        lastData = System.nanoTime();
        if (sending == whole) {
            sending = !whole;
            stop();
            arm(whole ? responseNanos : idleNanos);
        }
    }

    /** Returns whether a long body is being sent. */
    boolean isSending() {
        return sending;
    }

    /** The head was received: the idle timeout starts. */
    void begun() {
        begun = true;
        sending = false;
        lastData = System.nanoTime();
        if (idleNanos < responseNanos) {
            stop();
            arm(idleNanos);
        }
    }

    /** Data was read. */
    void touch() {
        if (timedReads == TIMED_READS) {
            readSinceLook = true;
            return;
        }
        lastData = System.nanoTime();
        if (++timedReads == TIMED_READS) {
            stop();
            arm(idleNanos / LOOKS_PER_IDLE_TIME);
        }
    }

    /** Stops the idle timeout: the reader is slow, not the service. */
    void suspend() {
        suspended = true;
    }

    void resume() {
        suspended = false;
        lastData = System.nanoTime();
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
            lastData = now;
        }
        long left = (begun || sending ? idleNanos : responseNanos) - (now - lastData);
        if (left <= 0) {
            fired.run();
        } else {
            arm(timedReads == TIMED_READS ? Math.min(left, idleNanos / LOOKS_PER_IDLE_TIME) : left);
        }
    }
}
