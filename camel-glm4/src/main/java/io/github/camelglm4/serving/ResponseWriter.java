package io.github.camelglm4.serving;

import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.vertx.server.ResponseCut;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the response of one request, and detects a disconnect of its caller. It ends once: {@code written} completes
 * when the last byte is sent, or {@code gone} if the connection was lost or closed before. Methods must be called on
 * the event loop of the request unless stated otherwise.
 */
final class ResponseWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

    /** A comment, which clients ignore. Source: HTML standard, section Server-sent events. */
    private static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

    private final Vertx vertx;
    private final Context context;
    private final HttpServerResponse response;
    private final HttpConnection connection;
    private final HttpVersion version;
    private final PacedOutput output;
    private final Silence silence;
    private CallObserver observer = CallObserver.NONE;
    private volatile Map<CharSequence, String> headers = Map.of();
    private boolean events;
    private boolean endsConnection;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final StepGuard guard = new StepGuard(this::broken);

    /**
     * @param stallMillis timeout of a caller that reads nothing
     * @param silenceMillis time without a byte until a caller that waits for events gets a comment
     */
    ResponseWriter(Vertx vertx, HttpServerRequest request, long stallMillis, long silenceMillis) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = request.response();
        this.connection = request.connection();
        this.version = request.version();
        this.output = new PacedOutput(vertx, response, stallMillis, guard, this::cutLater);
        this.silence = new Silence(vertx, silenceMillis, () -> guard.run(this::comment));
        response.closeHandler(v -> {
            // an HTTP/2 stream closes after its response too; after the end, the result of the last write decides
            if (!response.ended()) {
                lost();
            }
        });
        response.exceptionHandler(failure -> lost());
        String id = RequestHeaders.requestId(request);
        if (id != null) {
            response.putHeader("X-Request-Id", id);
        }
    }

    /** Reports from now on. */
    void observe(CallObserver newObserver) {
        observer = newObserver;
    }

    /** From any thread, after {@link #observe}. */
    CallObserver observer() {
        return observer;
    }

    /** Completed if the caller disconnected before its response was written. Callable on any thread. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Completed when the last byte is sent; never after an earlier disconnect. Callable on any thread. */
    CompletableFuture<Void> written() {
        return written;
    }

    /** Returns the event loop of the request. Callable on any thread. */
    Executor eventLoop() {
        return task -> {
            if (Vertx.currentContext() == context) {
                guard.run(task);
            } else {
                later(task);
            }
        };
    }

    /** Runs a task on the event loop of the request, after the current one. Callable on any thread. */
    void later(Runnable task) {
        context.runOnContext(v -> guard.run(task));
    }

    /** Closes the connection because of this failure, as if a step had thrown it. Callable on any thread. */
    void failed(Throwable cause) {
        guard.failed(cause);
    }

    void guarded(Runnable task) {
        guard.run(task);
    }

    /** Runs the action on the event loop of the request when the caller disconnects. Callable on any thread. */
    void whenGone(Runnable action) {
        gone.thenRun(() -> context.runOnContext(v -> action.run()));
    }

    /**
     * Closes the connection after a step of the request or the response threw, because the response would be
     * incomplete. Callable on any thread.
     */
    void broken(Throwable cause) {
        abort(ServedError.internal());
        LOG.warn("A response was cut off because of an error", cause);
    }

    /** Sends an error: with its own status before the first byte of the events, and as an event after it. */
    void fail(ServedError error) {
        observer.refused(error);
        if (events) {
            end(Buffer.buffer("data: ").appendBytes(error.json()).appendString("\n\n"));
            return;
        }
        if (error.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
            response.putHeader("Retry-After", Long.toString(seconds));
        }
        json(error.status(), error.json());
    }

    /**
     * Adds headers to the head of the response, unless it is written before. Callable on any thread: a task of its own
     * on the event loop would cost more than the headers.
     */
    void headers(Map<CharSequence, String> more) {
        headers = more;
    }

    void json(int status, byte[] body) {
        complete(status, "application/json", body);
    }

    /** Writes a complete response in UTF-8. */
    void complete(int status, String type, byte[] body) {
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type + "; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        end(Buffer.buffer(body));
    }

    /** From now on, the caller waits for events. Without events it gets comments, the first one with the head. */
    void expectEvents() {
        if (!gone.isDone() && !output.isEnded()) {
            silence.watch();
        }
    }

    /** A piece arrived that is not written separately. */
    void busy() {
        silence.busy();
    }

    /** Sends a comment, but not to a caller that reads nothing. */
    private void comment() {
        if (!gone.isDone() && !output.isEnded() && !response.writeQueueFull()) {
            startEvents();
            write(COMMENT);
        }
    }

    void startEvents() {
        if (events) {
            return;
        }
        events = true;
        headers.forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                // disables the buffering of nginx
                .putHeader("X-Accel-Buffering", "no");
        endsConnection = version == HttpVersion.HTTP_1_0;
        if (endsConnection) {
            // HTTP/1.0 has no chunked encoding; set last, because Vert.x sets the header that the caller requested
            response.headersEndHandler(v -> response.putHeader(HttpHeaders.CONNECTION, "close"));
        } else {
            response.setChunked(true);
        }
    }

    void write(Buffer piece) {
        if (!gone.isDone()) {
            silence.written();
            output.write(piece);
        }
    }

    /**
     * Calls back when all data is passed to the connection: immediately, or after the caller has read some. Never after
     * the end.
     */
    void whenWritable(Runnable action) {
        if (!gone.isDone() && !output.isEnded()) {
            output.whenWritable(action);
        }
    }

    void end(Buffer last) {
        if (gone.isDone() || output.isEnded()) {
            return;
        }
        silence.stop();
        output.end(last)
                .onComplete(result -> guard.run(() -> {
                    if (result.succeeded() && !gone.isDone()) {
                        observer.over(false);
                        written.complete(null);
                        if (endsConnection) {
                            connection.close();
                        }
                    } else {
                        lost();
                    }
                }));
    }

    /**
     * Closes the connection, or the HTTP/2 stream of the request: the response is incomplete. Callable on any thread.
     *
     * @param reason what the caller would get if it could still be told
     */
    void abort(ServedError reason) {
        observer.cut(reason);
        cutLater();
    }

    private void cutLater() {
        ResponseCut.onEventLoop(connection, this::cut);
    }

    private void cut() {
        if (!written.isDone()) {
            ResponseCut.cut(connection, response, endsConnection);
            lost();
        }
    }

    private void lost() {
        if (!written.isDone()) {
            output.stop();
            silence.stop();
            observer.over(true);
            gone.complete(null);
        }
    }
}
