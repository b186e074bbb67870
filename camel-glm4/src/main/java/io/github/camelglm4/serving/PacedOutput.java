package io.github.camelglm4.serving;

import io.github.camelglm4.error.StepGuard;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the body of one response in small pieces, as fast as the caller reads: waiting data is not copied into the
 * queue of the connection, and each piece that is read shows that the caller continues. Confined to the event loop of
 * the request.
 */
final class PacedOutput {

    private static final int PIECE_BYTES = 16_384;

    /** Ticks of a timer instead of reading the clock at each write; the timeout is late by at most one tick. */
    private static final int TICKS = 8;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final long stallMillis;
    private final Runnable stalled;
    private final Deque<Buffer> unsent = new ArrayDeque<>();
    private int sent;
    private Promise<Void> ended;
    private Runnable whenWritable;
    private boolean sending;
    private boolean over;
    private boolean moved;
    private int stillTicks;
    private long timer = -1;

    /**
     * @param guard runs the callbacks of Vert.x
     * @param stalled called once if data waits and the caller has read nothing for {@code stallMillis}
     */
    PacedOutput(Vertx vertx, HttpServerResponse response, long stallMillis, StepGuard guard, Runnable stalled) {
        this.vertx = vertx;
        this.response = response;
        this.stallMillis = stallMillis;
        this.stalled = stalled;
        response.drainHandler(v -> guard.run(this::send));
    }

    boolean isEnded() {
        return ended != null || over;
    }

    void write(Buffer piece) {
        unsent.add(piece);
        send();
    }

    /** Returns a future that completes when the last byte is written, or fails. */
    Future<Void> end(Buffer last) {
        ended = Promise.promise();
        unsent.add(last);
        startTimer();
        send();
        return ended.future();
    }

    /** Calls back once when all data is passed to the connection: immediately, or after the caller has read some. */
    void whenWritable(Runnable action) {
        whenWritable = action;
        send();
    }

    /** Stops writing. There are no further callbacks. */
    void stop() {
        over = true;
        unsent.clear();
        whenWritable = null;
        stopTimer();
    }

    private void send() {
        if (sending || over) {
            // called by a write that completed immediately
            return;
        }
        sending = true;
        try {
            while (!unsent.isEmpty() && (isLastPiece() || !response.writeQueueFull())) {
                sendPiece();
            }
        } finally {
            sending = false;
        }
        if (ended == null) {
            callBack();
        }
    }

    private boolean isLastPiece() {
        return ended != null && unsent.size() == 1 && unsent.peek().length() - sent <= PIECE_BYTES;
    }

    private void sendPiece() {
        boolean last = isLastPiece();
        Buffer buffer = unsent.peek();
        int end = Math.min(buffer.length(), sent + PIECE_BYTES);
        Buffer piece = sent == 0 && end == buffer.length() ? buffer : buffer.slice(sent, end);
        sent = end;
        if (end == buffer.length()) {
            unsent.remove();
            sent = 0;
        }
        if (last) {
            response.end(piece).onComplete(result -> {
                stopTimer();
                ended.handle(result);
            });
        } else {
            response.write(piece).onSuccess(v -> moved = true);
        }
    }

    private void callBack() {
        if (!unsent.isEmpty() || response.writeQueueFull()) {
            if (whenWritable != null || !unsent.isEmpty()) {
                startTimer();
            }
            return;
        }
        stopTimer();
        Runnable action = whenWritable;
        whenWritable = null;
        if (action != null) {
            action.run();
        }
    }

    private void startTimer() {
        if (timer < 0) {
            moved = false;
            stillTicks = 0;
            timer = vertx.setPeriodic(Math.max(1, (stallMillis + TICKS - 1) / TICKS), id -> tick());
        }
    }

    private void tick() {
        stillTicks = moved ? 0 : stillTicks + 1;
        moved = false;
        if (stillTicks == TICKS) {
            stopTimer();
            stalled.run();
        }
    }

    private void stopTimer() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }
}
