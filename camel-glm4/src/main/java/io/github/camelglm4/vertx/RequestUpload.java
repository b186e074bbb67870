package io.github.camelglm4.vertx;

import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.Executor;

/**
 * Sends the body of one request as fast as the connection accepts it, so that a large body is not copied completely.
 * Stops when a response shows that the server does not read the body. To be used on one event loop.
 */
public final class RequestUpload {

    private enum State {
        SENDING,
        /** All pieces were passed to the connection. */
        ENDED,
        SENT,
        STOPPED,
        FAILED
    }

    private static final int PIECE_BYTES = 65_536;

    private final HttpClientRequest http;
    private final byte[] body;
    private final Executor steps;
    private final Handler<Throwable> failed;
    private int begun;
    private State state = State.SENDING;

    /**
     * @param steps runs a step immediately, and ends the request if it throws an exception
     * @param failed called once if the connection accepts no more data; there may still be a response to read
     */
    public RequestUpload(HttpClientRequest http, byte[] body, Executor steps, Handler<Throwable> failed) {
        this.http = http;
        this.body = body;
        this.steps = steps;
        this.failed = failed;
    }

    public void start() {
        if (body.length > PIECE_BYTES) {
            // Vert.x sets the length of a body that is sent in one piece
            http.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
            Runnable more = this::send;
            http.drainHandler(v -> steps.execute(more));
        }
        send();
    }

    /** Stops sending. */
    public void stop() {
        if (state == State.SENDING) {
            state = State.STOPPED;
        }
    }

    /** Returns whether the complete body was sent; otherwise the connection cannot be reused. */
    public boolean isWhole() {
        return state == State.SENT;
    }

    @SuppressWarnings("deprecation") // Vert.x has no other way without a copy
    private void send() {
        while (state == State.SENDING) {
            int length = Math.min(PIECE_BYTES, body.length - begun);
            Buffer piece = Buffer.buffer(Unpooled.wrappedBuffer(body, begun, length));
            begun += length;
            if (begun == body.length) {
                state = State.ENDED;
                http.end(piece).onComplete(this::ended);
            } else {
                http.write(piece).onFailure(this::fail);
                if (http.writeQueueFull()) {
                    return;
                }
            }
        }
    }

    private void ended(AsyncResult<Void> sent) {
        if (sent.succeeded()) {
            state = State.SENT;
        } else {
            fail(sent.cause());
        }
    }

    private void fail(Throwable cause) {
        if (state != State.FAILED) {
            state = State.FAILED;
            failed.handle(cause);
        }
    }
}
