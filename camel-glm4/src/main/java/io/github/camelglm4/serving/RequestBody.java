package io.github.camelglm4.serving;

import io.github.camelglm4.error.StepGuard;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * Takes in the body of one request, up to a limit. One that is too large is read on and dropped for a while, because a client
 * that is still sending would not see the answer. Lives on the event loop of the request.
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

        /** For a request that is refused whatever its body is. */
        Bounds nothing() {
            return new Bounds(0, dropped, pace, null);
        }

        /** For a request that is kept until its answer is written. */
        Bounds counted(HeldBytes.Share held) {
            return new Bounds(taken, dropped, pace, held);
        }
    }

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int limit;
    private final long dropLimit;
    private final CallerLimits pace;
    private final HeldBytes.Share share;
    private final Consumer<byte[]> taken;
    private final Consumer<ApiError> refused;
    private final Consumer<Throwable> broken;
    private final StepGuard guard = new StepGuard(this::stepFailed);
    private Buffer buffer = Buffer.buffer();
    private long received;
    private long receivedBefore;
    private long timer;
    private boolean over;
    private boolean busy;

    /**
     * Starts reading. One of the first two is called, once, unless the connection is lost before.
     *
     * @param broken called instead when reading throws, errors included; the connection is to be closed
     */
    static void read(
            Vertx vertx,
            HttpServerRequest request,
            Bounds bounds,
            Consumer<byte[]> taken,
            Consumer<ApiError> refused,
            Consumer<Throwable> broken) {
        new RequestBody(vertx, request, bounds, taken, refused, broken).start();
    }

    private RequestBody(
            Vertx vertx,
            HttpServerRequest request,
            Bounds bounds,
            Consumer<byte[]> taken,
            Consumer<ApiError> refused,
            Consumer<Throwable> broken) {
        this.vertx = vertx;
        this.request = request;
        this.limit = bounds.taken();
        this.dropLimit = bounds.dropped();
        this.pace = bounds.pace();
        this.share = bounds.share();
        this.taken = taken;
        this.refused = refused;
        this.broken = broken;
    }

    private void start() {
        timer = vertx.setPeriodic(pace.paceMillis(), id -> guard.run(this::requirePace));
        request.exceptionHandler(failure -> end());
        request.handler(guard.guarded(this::add)::accept);
        request.endHandler(guard.<Void>guarded(v -> {
            if (end()) {
                deliver();
            }
        })::accept);
        if (declaredLength() > limit && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            // it waits for our word before it sends anything
            refuse(ApiError.tooLarge(limit));
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
            // read on when there is no room, or the client would not see the answer
            busy = busy || share != null && !share.take(piece.length());
            if (!busy) {
                buffer.appendBuffer(piece);
            }
        } else if (received > dropLimit) {
            refuse(ApiError.tooLarge(limit));
        }
    }

    private void deliver() {
        if (received > limit) {
            refused.accept(ApiError.tooLarge(limit));
        } else if (busy) {
            refused.accept(ApiError.busy());
        } else {
            taken.accept(buffer.getBytes());
        }
    }

    private void requirePace() {
        if (received - receivedBefore < pace.paceBytes()) {
            refuse(ApiError.tooSlow());
        }
        receivedBefore = received;
    }

    /**
     * Refuses a request that is not whole: what still comes of it must not be taken for the next one, nor be read without end.
     * Vert.x would close the connection only after the whole request.
     */
    private void refuse(ApiError error) {
        if (end()) {
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().endHandler(v -> request.response().reset());
            } else {
                request.response()
                        .putHeader(HttpHeaders.CONNECTION, "close")
                        .endHandler(v -> request.connection().close());
            }
            refused.accept(error);
        }
    }

    /** Part of the body is lost: what still comes is not the request. May be called again when it throws itself. */
    private void stepFailed(Throwable cause) {
        over = true;
        vertx.cancelTimer(timer);
        buffer = Buffer.buffer(0);
        broken.accept(cause);
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
