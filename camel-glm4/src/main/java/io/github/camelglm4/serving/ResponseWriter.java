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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the response of one request, and knows whether its caller is still there. It ends once: {@code written}
 * completes when the last byte is out, or {@code gone} when the connection was lost or cut before. Methods are called
 * on the event loop of the request unless they say otherwise.
 */
final class ResponseWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final int MAX_REQUEST_ID = 128;

    /** A line that clients skip. Source: the HTML standard, section Server-sent events. */
    private static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

    private final Vertx vertx;
    private final Context context;
    private final HttpServerResponse response;
    private final HttpConnection connection;
    private final HttpVersion version;
    private final PacedOutput output;
    private final Silence silence;
    private boolean events;
    private boolean endsConnection;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final StepGuard guard = new StepGuard(this::broken);

    /**
     * @param stallMillis how long an answer may lie unread
     * @param silenceMillis how long a caller may wait for events without a byte
     */
    ResponseWriter(Vertx vertx, HttpServerRequest request, long stallMillis, long silenceMillis) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = request.response();
        this.connection = request.connection();
        this.version = request.version();
        this.output = new PacedOutput(vertx, response, stallMillis, guard, this::abort);
        this.silence = new Silence(vertx, silenceMillis, () -> guard.run(this::comment));
        response.closeHandler(v -> {
            // every stream of HTTP/2 closes when its response is out; once that has ended, its own result says more
            if (!response.ended()) {
                lost();
            }
        });
        response.exceptionHandler(failure -> lost());
        echoRequestId(request.getHeader("X-Request-Id"));
    }

    /** Completed when the caller has gone before its response was written. From any thread. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Completed when the last byte is out; never, when the caller has gone before. From any thread. */
    CompletableFuture<Void> written() {
        return written;
    }

    /** The event loop of the request. From any thread. */
    Executor eventLoop() {
        return task -> {
            if (Vertx.currentContext() == context) {
                guard.run(task);
            } else {
                later(task);
            }
        };
    }

    /** The event loop of the request, after what it has to do now. From any thread. */
    void later(Runnable task) {
        context.runOnContext(v -> guard.run(task));
    }

    void guarded(Runnable task) {
        guard.run(task);
    }

    /** Runs the action on the event loop of the request when the caller has gone. From any thread. */
    void whenGone(Runnable action) {
        gone.thenRun(() -> context.runOnContext(v -> action.run()));
    }

    /**
     * A step of the request or its response threw: what was written, or what would be, is not the answer. The
     * connection is closed. On any thread.
     */
    void broken(Throwable cause) {
        abort();
        LOG.warn("A response was cut off because of an error", cause);
    }

    /** An error has its own status until the first byte of the events is out, and is an event after that. */
    void fail(ServedError error) {
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

    void json(int status, byte[] body) {
        complete(status, "application/json", body);
    }

    /** Writes a complete response in UTF-8. */
    void complete(int status, String type, byte[] body) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type + "; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        end(Buffer.buffer(body));
    }

    /**
     * From now on the caller waits for events. While none comes, it is sent comments, the first of them with the head.
     */
    void expectEvents() {
        if (!gone.isDone() && !output.isEnded()) {
            silence.watch();
        }
    }

    /** Something comes in that is not handed on piece by piece. */
    void busy() {
        silence.busy();
    }

    /** Not to a caller that reads nothing. */
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
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                // or nginx gathers them
                .putHeader("X-Accel-Buffering", "no");
        endsConnection = version == HttpVersion.HTTP_1_0;
        if (endsConnection) {
            // it knows no chunks; set when Vert.x has put in what the caller asked for
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
     * Calls back when what was written is on its way: at once, or when the caller has read some of it; never after the
     * end.
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
     * Closes the connection, or the stream of it that is ours: what was written so far is no answer. From any thread.
     */
    void abort() {
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
            gone.complete(null);
        }
    }

    private void echoRequestId(String id) {
        if (id != null && id.length() <= MAX_REQUEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            response.putHeader("X-Request-Id", id);
        }
    }
}
