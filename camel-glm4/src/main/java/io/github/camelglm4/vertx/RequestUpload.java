package io.github.camelglm4.vertx;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;

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
}
