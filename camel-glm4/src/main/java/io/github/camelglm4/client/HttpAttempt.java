package io.github.camelglm4.client;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * One HTTP request and its answer. Everything here runs on one event loop, so there are no locks; all methods
 * but {@link #cancel()} must be called on it.
 */
final class HttpAttempt implements ReplyFlow {

    /** What becomes of the attempt. Exactly one of the first two is called, unless an answer began; then closed. */
    interface Listener {
        /** No answer began. {@code repeatable} says that sending again cannot make anything worse but cost. */
        void failed(Glm4Exception failure, boolean repeatable);

        /** As {@link #failed}, on a connection that had served before: the server had just closed it. */
        void stale(Glm4Exception failure);

        /** The HTTP exchange is over, whatever its end was; called once, last. */
        void closed();
    }

    private final Vertx vertx;
    private final Context context;
    private final ApiRequest request;
    private final FreshConnections fresh;
    private final int number;
    private final String authorization;
    private final byte[] body;
    private final ReplyHandler reply;
    private final Listener listener;

    private HttpClientRequest http;
    private boolean reused;
    private boolean answered;
    private boolean over;
    private long responseTimer = -1;
    private IdleTimer idle;

    HttpAttempt(
            Vertx vertx,
            Context context,
            ApiRequest request,
            FreshConnections fresh,
            int number,
            String authorization,
            byte[] body,
            ReplyHandler reply,
            Listener listener) {
        this.vertx = vertx;
        this.context = context;
        this.request = request;
        this.fresh = fresh;
        this.number = number;
        this.authorization = authorization;
        this.body = body;
        this.reply = reply;
        this.listener = listener;
    }

    void start() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(request.url().tls())
                .setHost(request.url().host())
                .setPort(request.url().port())
                .setURI(request.path())
                .setConnectTimeout(request.limits().connectMillis());
        request.http().request(options).onComplete(this::connected);
    }

    /** Ends the attempt from this side: the connection is closed, reader or listener get the failure. */
    void abort(Glm4Exception failure) {
        if (!over) {
            finish(failure, false);
            resetConnection();
        }
    }

    /** Ends the attempt without a word to reader or listener but {@link Listener#closed()}. */
    void abandon() {
        if (!over) {
            over = true;
            release();
            resetConnection();
            listener.closed();
        }
    }

    @Override
    public void cancel() {
        context.runOnContext(v -> abandon());
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (over) {
            if (connection.succeeded()) {
                connection.result().reset();
            }
            return;
        }
        if (connection.failed()) {
            TransportFailure failure = TransportFailure.of(connection.cause(), request, number);
            finish(failure.exception(), failure.repeatable());
            return;
        }
        http = connection.result();
        reused = !fresh.firstUse(http.connection());
        send();
    }

    private void send() {
        request.headers().forEach(http::putHeader);
        if (authorization != null) {
            http.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        http.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        // a compressed stream would be held back by the compressor; compressed answers are understood all the same
        http.putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        http.response().onComplete(this::head);
        http.end(Buffer.buffer(body)).onFailure(this::broken);
        responseTimer = vertx.setTimer(request.limits().responseMillis(), id -> responseTimedOut());
    }

    private void head(AsyncResult<HttpClientResponse> head) {
        if (over) {
            return;
        }
        if (head.failed()) {
            broken(head.cause());
            return;
        }
        answered = true;
        cancelResponseTimer();
        idle = new IdleTimer(vertx, request.limits().idleMillis(), this::idleTimedOut);
        HttpClientResponse response = head.result();
        response.exceptionHandler(this::broken);
        response.handler(this::data);
        response.endHandler(v -> ended());
        reply.head(response.statusCode(), response.headers(), this);
    }

    private void data(Buffer piece) {
        if (!over) {
            idle.touch();
            reply.data(piece);
        }
    }

    private void ended() {
        if (!over) {
            over = true;
            release();
            reply.end();
            listener.closed();
        }
    }

    private void broken(Throwable cause) {
        if (over) {
            return;
        }
        TransportFailure failure = TransportFailure.of(cause, request, number);
        if (answered) {
            finish(truncated(failure), false);
        } else if (reused && failure.connectionLost()) {
            over = true;
            release();
            listener.stale(failure.exception());
            listener.closed();
        } else {
            finish(failure.exception(), failure.repeatable());
        }
        resetConnection();
    }

    private Glm4Exception truncated(TransportFailure failure) {
        return failure.connectionLost()
                ? new Glm4TruncatedException(
                        "the connection to " + request.url().authority() + " was lost in the middle of the answer",
                        failure.exception().getCause(),
                        FailureDetails.afterAttempts(number))
                : failure.exception();
    }

    private void finish(Glm4Exception failure, boolean repeatable) {
        over = true;
        release();
        if (answered) {
            reply.lost(failure);
        } else {
            listener.failed(failure, repeatable);
        }
        listener.closed();
    }

    private void responseTimedOut() {
        abort(new Glm4TimeoutException(
                "no answer from " + request.url().authority() + " within responseTimeout of "
                        + request.limits().responseMillis() + " ms",
                null,
                FailureDetails.afterAttempts(number)));
    }

    private void idleTimedOut() {
        abort(new Glm4TimeoutException(
                request.url().authority() + " fell silent in the middle of its answer for idleTimeout of "
                        + request.limits().idleMillis() + " ms",
                null,
                FailureDetails.afterAttempts(number)));
    }

    private void release() {
        cancelResponseTimer();
        if (idle != null) {
            idle.stop();
        }
    }

    private void cancelResponseTimer() {
        if (responseTimer >= 0) {
            vertx.cancelTimer(responseTimer);
            responseTimer = -1;
        }
    }

    private void resetConnection() {
        if (http != null) {
            http.reset();
        }
    }
}
