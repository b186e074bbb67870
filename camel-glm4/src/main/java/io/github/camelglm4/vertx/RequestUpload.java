package io.github.camelglm4.vertx;

import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;

/**
 * Sends the body of one request as fast as the connection accepts it. Stops when a response shows that the server does
 * not read the body. To be used on one event loop, once.
 */
public abstract class RequestUpload {

    /** The request whose body is sent. */
    public interface Owner {

        /** Runs a step immediately, and ends the request if it throws an exception. */
        void run(Runnable step);

        /** A part of a long body was accepted, or all of it. */
        void progressed(boolean whole);

        /** The connection accepts no more data; there may still be a response to read. Called at most once. */
        void notSent(Throwable cause);

        /** The body cannot be read. Nothing is sent after that. */
        void unreadable(Throwable cause);
    }

    private enum State {
        SENDING,
        /** All pieces were passed to the connection. */
        ENDED,
        SENT,
        STOPPED,
        FAILED
    }

    private HttpClientRequest http;
    private Owner owner;
    private State state = State.SENDING;

    /** Returns the upload of bytes in memory. */
    public static RequestUpload of(byte[] body) {
        return new OfBytes(body);
    }

    /** Returns the end of a request that has no body. */
    public static RequestUpload none() {
        return new None();
    }

    /** Starts sending; the other headers of the request are set. */
    public final void start(HttpClientRequest request, Owner ofRequest) {
        http = request;
        owner = ofRequest;
        begin();
    }

    /** Stops sending. */
    public void stop() {
        if (state == State.SENDING) {
            state = State.STOPPED;
        }
    }

    /** Returns whether the complete body was sent; otherwise the connection cannot be reused. */
    public final boolean isWhole() {
        return state == State.SENT;
    }

    /** Returns whether all pieces were passed to the connection, which can still be reused. */
    public final boolean isEnded() {
        return state == State.ENDED || state == State.SENT;
    }

    /** Sets the length of the body in the head, and sends the first pieces. */
    protected abstract void begin();

    protected final HttpClientRequest http() {
        return http;
    }

    protected final Owner owner() {
        return owner;
    }

    protected final boolean isSending() {
        return state == State.SENDING;
    }

    /** Passes a piece to the connection. Returns whether it accepts another one now. */
    protected final boolean write(Buffer piece) {
        http.write(piece).onFailure(this::fail);
        return !http.writeQueueFull();
    }

    /** Passes the last piece to the connection. */
    protected final void end(Buffer piece) {
        state = State.ENDED;
        http.end(piece).onComplete(this::ended);
    }

    /** Ends a request without a body. */
    protected final void endEmpty() {
        state = State.ENDED;
        http.end().onComplete(this::ended);
    }

    /** Called when all data was sent. */
    protected void sent() {}

    private void ended(AsyncResult<Void> sent) {
        if (sent.succeeded()) {
            state = State.SENT;
            sent();
        } else {
            fail(sent.cause());
        }
    }

    private void fail(Throwable cause) {
        if (state != State.FAILED) {
            state = State.FAILED;
            owner.notSent(cause);
        }
    }

    /** Sends bytes in memory. A large body is never copied completely. */
    private static final class OfBytes extends RequestUpload {

        private static final int PIECE_BYTES = 65_536;

        private final byte[] body;
        private int begun;

        OfBytes(byte[] body) {
            this.body = body;
        }

        @Override
        protected void begin() {
            if (body.length > PIECE_BYTES) {
                // Vert.x sets the length of a body that is sent in one piece
                http().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
                Runnable more = this::send;
                http().drainHandler(v -> owner().run(more));
            }
            send();
        }

        @SuppressWarnings("deprecation") // Vert.x has no other way without a copy
        private void send() {
            boolean accepts = true;
            while (accepts && isSending()) {
                int length = Math.min(PIECE_BYTES, body.length - begun);
                Buffer piece = Buffer.buffer(Unpooled.wrappedBuffer(body, begun, length));
                begun += length;
                if (begun == body.length) {
                    end(piece);
                } else {
                    accepts = write(piece);
                }
            }
        }
    }

    /** Ends a request that has no body. */
    private static final class None extends RequestUpload {

        @Override
        protected void begin() {
            endEmpty();
        }
    }
}
