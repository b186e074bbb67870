package io.github.camelglm4.serving;

import io.github.camelglm4.error.StepGuard;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * Reads the body of one request, up to a limit. If it is too large, some of the rest is read and dropped, because a
 * client that is still sending would not see the response. {@code over} is set once: when the body was read or
 * rejected, or the connection was lost. Confined to the event loop of the request.
 */
final class RequestBody {

    private static final long DROPPED_TIMES = 4;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final ServerSettings settings;
    private final ResponseWriter writer;
    private final StepGuard guard = new StepGuard(this::stepFailed);
    private HeldBytes.Share share;
    private ServedError refusal;
    private Consumer<byte[]> taken;
    private int limit;
    private Buffer buffer = Buffer.buffer();
    private long received;
    private long receivedBefore;
    private long timer;
    private boolean over;
    private boolean busy;

    RequestBody(Vertx vertx, HttpServerRequest request, ServerSettings settings, ResponseWriter writer) {
        this.vertx = vertx;
        this.request = request;
        this.settings = settings;
        this.writer = writer;
    }

    /**
     * Starts reading.
     *
     * @param held counts the bytes of the body; null if they are not counted
     * @param body called once with the body, unless the connection is lost before or the body is rejected
     */
    void read(HeldBytes.Share held, Consumer<byte[]> body) {
        share = held;
        taken = body;
        limit = settings.maxRequestSize();
        start();
    }

    /** Rejects a request after reading it: a client that is still sending would not see the response. */
    void refuse(ServedError error) {
        refusal = error;
        taken = body -> writer.fail(error);
        start();
    }

    private void start() {
        timer = vertx.setPeriodic(settings.limits().paceMillis(), id -> guard.run(this::requirePace));
        request.exceptionHandler(failure -> end());
        request.handler(guard.guarded(this::add)::accept);
        request.endHandler(guard.<Void>guarded(v -> {
            if (end()) {
                deliver();
            }
        })::accept);
        if (declaredLength() > limit && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            // the client waits for the response before it sends the body
            cutOff(ServedError.tooLarge(limit));
        } else if (request.getHeader(HttpHeaders.EXPECT) != null && request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
    }

    private long declaredLength() {
        try {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void add(Buffer piece) {
        received += piece.length();
        if (received <= limit) {
            // without room, the rest is still read, because the client would not see the response
            busy = busy || share != null && !share.take(piece.length());
            if (!busy) {
                buffer.appendBuffer(piece);
            }
        } else if (received > settings.maxRequestSize() * (1 + DROPPED_TIMES)) {
            cutOff(ServedError.tooLarge(limit));
        }
    }

    private void deliver() {
        if (received > limit) {
            fail(ServedError.tooLarge(limit));
        } else if (busy) {
            fail(ServedError.busy());
        } else {
            taken.accept(buffer.getBytes());
        }
    }

    private void requirePace() {
        if (received - receivedBefore < settings.limits().paceBytes()) {
            cutOff(ServedError.tooSlow());
        }
        receivedBefore = received;
    }

    /**
     * Rejects an incomplete request: its rest must not be parsed as the next request, nor be read without a limit.
     * Vert.x would close the connection only after the complete request.
     */
    private void cutOff(ServedError error) {
        if (end()) {
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().endHandler(v -> request.response().reset());
            } else {
                request.response()
                        .putHeader(HttpHeaders.CONNECTION, "close")
                        .endHandler(v -> request.connection().close());
            }
            fail(error);
        }
    }

    private void fail(ServedError error) {
        writer.fail(refusal == null ? error : refusal);
    }

    /** Part of the body is lost, so the rest is not used. May be called again if it throws. */
    private void stepFailed(Throwable cause) {
        over = true;
        vertx.cancelTimer(timer);
        buffer = Buffer.buffer(0);
        writer.broken(cause);
    }

    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        vertx.cancelTimer(timer);
        return true;
    }
}
