package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.vertx.ClientConnections;
import io.github.camelglm4.vertx.Decompressor;
import io.github.camelglm4.vertx.RequestUpload;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/**
 * One HTTP request until the head of its response, and the end of both. Runs on the event loop of the call, without
 * locks.
 *
 * <pre>
 * CONNECTING  waits for a connection          failures go to the attempt
 * SENT        waits for the head              failures go to the attempt
 * RESPONDING  {@link IncomingResponse} reads        failures go to the handler of the response
 * CLOSED      connection and permit are released; an exception of a step is still reported
 * OVER        a failure was reported, or the outcome is not needed
 * </pre>
 */
final class HttpExchange implements RequestUpload.Owner {

    private enum State {
        CONNECTING,
        SENT,
        RESPONDING,
        CLOSED,
        OVER
    }

    /** Waiting time for a response if the request could not be sent completely. */
    private static final long RESPONSE_GRACE_MILLIS = 1_000;

    private final Glm4Client client;
    private final Context context;
    private final Attempt<?> attempt;
    private final ApiRequest request;
    private final String authorization;
    private final RequestUpload upload;
    private final ResponseHandler handler;
    private final StepGuard guard = new StepGuard(this::stepFailed);
    private final Consumer<Throwable> responseGrace = this::awaitResponse;

    private State state = State.CONNECTING;
    private HttpClientRequest http;
    private ResponseTimeouts timeouts;
    private Runnable graceTimer = () -> {};
    private IncomingResponse response;

    HttpExchange(
            Glm4Client client,
            Context context,
            Attempt<?> attempt,
            String authorization,
            RequestUpload upload,
            ResponseHandler handler) {
        this.client = client;
        this.context = context;
        this.attempt = attempt;
        this.request = attempt.request();
        this.authorization = authorization;
        this.upload = upload;
        this.handler = handler;
    }

    void start() {
        client.pool(request, context).request(request.options()).onComplete(guarded(this::connected));
    }

    /** Ends the exchange with this failure: closes the connection and reports the failure. */
    void abort(Glm4Exception failure) {
        if (isOpen()) {
            run(() -> finish(failure, false));
        }
    }

    /** Ends the exchange without reporting an outcome. */
    void cancel() {
        if (isOpen()) {
            state = State.OVER;
            run(() -> close(false));
        }
    }

    /** Creates the guarded step in advance: this may not be possible later if memory is short. */
    <E> Handler<E> guarded(Consumer<E> step) {
        return event -> guard.run(step, event);
    }

    Attempt<?> attempt() {
        return attempt;
    }

    /** Runs a guarded step later; the result cancels it. */
    Runnable after(long millis, Runnable step) {
        return client.after(millis, () -> guard.run(step));
    }

    private boolean isOpen() {
        return state.compareTo(State.CLOSED) < 0;
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (!isOpen()) {
            if (connection.succeeded()) {
                ClientConnections.release(connection.result());
            }
            return;
        }
        if (connection.failed()) {
            TransportFailure failure = TransportFailure.of(connection.cause(), attempt);
            finish(failure.exception(), failure.repeatable());
            return;
        }
        http = connection.result();
        send();
    }

    private void send() {
        state = State.SENT;
        // the response reports every failure; without a handler here Vert.x would log a reset as an error
        http.exceptionHandler(failure -> {});
        request.writeHeaders(http, authorization);
        http.response().onComplete(guarded(this::head));
        timeouts = new ResponseTimeouts(client.vertx(), request.limits(), () -> guard.run(this::timedOut));
        upload.start(http, this);
    }

    @Override
    public void run(Runnable step) {
        guard.run(step);
    }

    @Override
    public void progressed(boolean whole) {
        if (state == State.SENT) {
            timeouts.sent(whole);
        }
    }

    @Override
    public void notSent(Throwable cause) {
        guard.run(responseGrace, cause);
    }

    /** The connection is closed with the request half sent, so that the service does not process it. */
    @Override
    public void unreadable(Throwable cause) {
        abort(LocalFile.unreadable(cause, attempt));
    }

    private void timedOut() {
        if (isOpen()) {
            // the service cannot have processed a request that was not sent completely
            boolean stuck = response == null && timeouts.isSending();
            finish(stuck ? TransportFailure.stuck(attempt) : TransportFailure.late(attempt, response != null), stuck);
        }
    }

    /**
     * A service that rejects a request before it has read all of it responds and closes the connection. The response
     * has more information; it may have been received before the failure, or follow in the same iteration of the event
     * loop.
     */
    private void awaitResponse(Throwable cause) {
        if (state == State.SENT) {
            graceTimer = after(RESPONSE_GRACE_MILLIS, () -> {
                if (state == State.SENT) {
                    broken(cause);
                }
            });
        }
    }

    private void head(AsyncResult<HttpClientResponse> head) {
        if (!isOpen()) {
            return;
        }
        if (head.failed()) {
            broken(head.cause());
            return;
        }
        HttpClientResponse begun = head.result();
        String encoding = IncomingResponse.encoding(begun.headers());
        if (!encoding.isEmpty() && !Decompressor.supports(encoding)) {
            Glm4Exception failure = TransportFailure.unsupportedEncoding(encoding, begun.statusCode(), attempt);
            finish(failure, failure.isRetryable());
            return;
        }
        timeouts.begun();
        if (begun.statusCode() >= 300) {
            upload.stop();
        }
        IncomingResponse incoming = new IncomingResponse(this, context, begun, encoding, handler, timeouts);
        incoming.read();
        response = incoming;
        state = State.RESPONDING;
        handler.head(incoming);
    }

    /** The connection failed, before or after the head. */
    void broken(Throwable cause) {
        if (!isOpen()) {
            return;
        }
        if (cause instanceof Error error) {
            // data was lost before the handler, and the data after it may still look like the end of the response
            guard.failed(error);
            return;
        }
        if (state == State.RESPONDING) {
            response.lose(TransportFailure.inResponse(cause, attempt));
            return;
        }
        TransportFailure failure = TransportFailure.of(cause, attempt);
        if (failure.connectionLost() && ClientConnections.wasPooled(http.connection())) {
            close(false);
            attempt.stale(failure.exception());
        } else {
            finish(failure.exception(), failure.repeatable());
        }
    }

    /** The response is complete according to HTTP. */
    void ended() {
        release();
        if (!upload.isWhole()) {
            http.reset();
        }
        if (!upload.isEnded()) {
            ClientConnections.cut(http.connection());
        }
        attempt.closed();
        handler.end();
    }

    /** Releases the permit first: the caller that gets the failure may send the next request immediately. */
    private void finish(Glm4Exception failure, boolean repeatable) {
        close(false);
        report(failure, repeatable);
    }

    /**
     * Ends the exchange because a step threw an exception. No more data is read, because a previous piece is missing.
     * May be called again if this throws too.
     */
    private void stepFailed(Throwable cause) {
        try {
            close(true);
        } finally {
            if (state != State.OVER) {
                report(attempt.unreadable(cause), false);
            }
        }
    }

    private void report(Glm4Exception failure, boolean repeatable) {
        if (response != null) {
            handler.lost(failure);
        } else {
            attempt.failed(failure, repeatable);
        }
        state = State.OVER;
    }

    /** @param atOnce wait only if the buffered data may be the complete rest of the response */
    private void close(boolean atOnce) {
        try {
            release();
            if (response != null) {
                response.close(atOnce);
            } else if (http != null) {
                http.reset();
            }
            if (http != null && (response == null || !upload.isEnded())) {
                ClientConnections.cut(http.connection());
            }
        } finally {
            attempt.closed();
        }
    }

    private void release() {
        if (state != State.OVER) {
            state = State.CLOSED;
        }
        graceTimer.run();
        upload.stop();
        if (timeouts != null) {
            timeouts.stop();
        }
    }
}
