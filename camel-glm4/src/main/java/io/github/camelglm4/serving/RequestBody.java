package io.github.camelglm4.serving;

import io.github.camelglm4.error.StepGuard;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * Reads the body of one request, up to a limit. One that is too large is read and dropped for a while, because a client that is
 * still sending would not see the response. {@code over} is set once: when the body was read or refused, or its connection was
 * lost. Confined to the event loop of the request.
 */
final class RequestBody {

    /**
     * How much of a body is read.
     *
     * @param taken   the largest that is accepted, in bytes
     * @param dropped what is read at most of one that is not, in bytes; then the connection is closed
     * @param pace    how fast it has to come
     * @param share   counts what is held of it, or null where nothing is
     */
    record Bounds(int taken, long dropped, CallerLimits pace, HeldBytes.Share share) {

        private static final long DROPPED_TIMES = 4;

        static Bounds of(ServerSettings settings) {
            int taken = settings.maxRequestSize();
            return new Bounds(taken, taken * (1 + DROPPED_TIMES), settings.limits(), null);
        }

        /** For a request that is kept until its answer is written. */
        Bounds counted(HeldBytes.Share held) {
            return new Bounds(taken, dropped, pace, held);
        }
    }

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Bounds bounds;
    private final ResponseWriter writer;
    private final ApiError refusal;
    private final Consumer<byte[]> taken;
    private final StepGuard guard = new StepGuard(this::stepFailed);
    private Buffer buffer = Buffer.buffer();
    private long received;
    private long receivedBefore;
    private long timer;
    private boolean over;
    private boolean busy;

    private RequestBody(
            Vertx vertx,
            HttpServerRequest request,
            Bounds bounds,
            ResponseWriter writer,
            ApiError refusal,
            Consumer<byte[]> taken) {
        this.vertx = vertx;
        this.request = request;
        this.bounds = bounds;
        this.writer = writer;
        this.refusal = refusal;
        this.taken = taken;
    }

    /**
     * Starts reading.
     *
     * @param taken called once with the body, unless the connection is lost before; a body that is not accepted is answered with
     *              an error
     */
    static void read(
            Vertx vertx, HttpServerRequest request, Bounds bounds, ResponseWriter writer, Consumer<byte[]> taken) {
        new RequestBody(vertx, request, bounds, writer, null, taken).start();
    }

    /** Refuses a request when it is through: a client that is still sending would not see the answer. */
    static void refuse(Vertx vertx, HttpServerRequest request, Bounds bounds, ResponseWriter writer, ApiError refusal) {
        Bounds nothing = new Bounds(0, bounds.dropped, bounds.pace, null);
        new RequestBody(vertx, request, nothing, writer, refusal, body -> writer.fail(refusal)).start();
    }

    private void start() {
        timer = vertx.setPeriodic(bounds.pace.paceMillis(), id -> guard.run(this::requirePace));
        request.exceptionHandler(failure -> end());
        request.handler(guard.guarded(this::add)::accept);
        request.endHandler(guard.<Void>guarded(v -> {
            if (end()) {
                deliver();
            }
        })::accept);
        if (declaredLength() > bounds.taken && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            // it waits for the response before it sends anything
            cutOff(ApiError.tooLarge(bounds.taken));
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
        if (received <= bounds.taken) {
            // read on when there is no room, or the client would not see the answer
            busy = busy || bounds.share != null && !bounds.share.take(piece.length());
            if (!busy) {
                buffer.appendBuffer(piece);
            }
        } else if (received > bounds.dropped) {
            cutOff(ApiError.tooLarge(bounds.taken));
        }
    }

    private void deliver() {
        if (received > bounds.taken) {
            fail(ApiError.tooLarge(bounds.taken));
        } else if (busy) {
            fail(ApiError.busy());
        } else {
            taken.accept(buffer.getBytes());
        }
    }

    private void requirePace() {
        if (received - receivedBefore < bounds.pace.paceBytes()) {
            cutOff(ApiError.tooSlow());
        }
        receivedBefore = received;
    }

    /**
     * Refuses a request that is not whole: what still comes of it must not be taken for the next one, nor be read without end.
     * Vert.x would close the connection only after the whole request.
     */
    private void cutOff(ApiError error) {
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

    private void fail(ApiError error) {
        writer.fail(refusal == null ? error : refusal);
    }

    /** Part of the body is lost: what still comes is not the request. May be called again when it throws itself. */
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
