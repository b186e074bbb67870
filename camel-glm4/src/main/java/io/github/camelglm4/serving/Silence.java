package io.github.camelglm4.serving;

import io.vertx.core.Vertx;

/**
 * Detects that a caller waits for events without receiving data: clients and proxies close idle connections. Confined
 * to the event loop of the request.
 */
final class Silence {

    /** Shortest time between comments while pieces arrive that are not passed on. */
    private static final long BUSY_NANOS = 1_000_000_000;

    private final Vertx vertx;
    private final long millis;
    private final Runnable breakSilence;
    private long timer = -1;
    private boolean quiet = true;
    private boolean written;
    private long busySince = System.nanoTime();

    Silence(Vertx vertx, long millis, Runnable breakSilence) {
        this.vertx = vertx;
        this.millis = millis;
        this.breakSilence = breakSilence;
    }

    /** Starts the timer, which runs until {@link #stop}. */
    void watch() {
        if (timer < 0) {
            timer = vertx.setPeriodic(millis, id -> {
                if (quiet) {
                    breakSilence.run();
                }
                quiet = true;
            });
        }
    }

    void written() {
        quiet = false;
        written = true;
    }

    /** A piece arrived that is not passed on separately. */
    void busy() {
        long now = System.nanoTime();
        if (written) {
            written = false;
            busySince = now;
        } else if (now - busySince >= BUSY_NANOS) {
            breakSilence.run();
        }
    }

    void stop() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }
}
