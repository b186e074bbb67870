package io.github.camelglm4.client;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * A response whose reader may pause. What Vert.x holds for the reader then may be the whole rest of the answer: Vert.x has given
 * the connection to the next request already, and a reset would end that one. To be used on one event loop.
 */
final class HeldResponse {

    private final Context context;
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private boolean paused;
    private boolean everPaused;
    private boolean whole;

    HeldResponse(Context context, HttpClientRequest request, HttpClientResponse response) {
        this.context = context;
        this.request = request;
        this.response = response;
    }

    /** Begins to read. The handlers must not throw. */
    void read(Handler<Buffer> data, Handler<Void> ended, Handler<Throwable> broken) {
        response.exceptionHandler(broken);
        response.handler(data);
        response.endHandler(v -> {
            whole = true;
            ended.handle(v);
        });
    }

    boolean isPaused() {
        return paused;
    }

    boolean wasEverPaused() {
        return everPaused;
    }

    void pause() {
        paused = true;
        everPaused = true;
        response.pause();
    }

    void resume() {
        paused = false;
        response.resume();
    }

    /** Runs when all that is held was handed out. */
    void afterWhatIsHeld(Runnable action) {
        response.resume();
        // the first turn lets Vert.x start to hand out, the second comes after what it handed out
        context.runOnContext(v -> context.runOnContext(w -> action.run()));
    }

    /** Resets the connection, unless what is held turns out to be the whole rest. */
    void close() {
        afterWhatIsHeld(this::resetUnlessWhole);
    }

    /** As {@link #close()}, and at once if nothing can be held. */
    void reset() {
        if (everPaused) {
            close();
        } else {
            resetUnlessWhole();
        }
    }

    private void resetUnlessWhole() {
        if (!whole) {
            request.reset();
        }
    }
}
