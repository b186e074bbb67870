package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.vertx.Decompressor;
import io.github.camelglm4.vertx.UnusedConnections;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;

/**
 * One HTTP request and its answer. Everything here runs on one event loop, so there are no locks; all methods
 * but {@link #onEventLoop(Runnable)} must be called on it.
 */
final class HttpExchange implements ResponseFlow {

    /** What becomes of the attempt. Exactly one of the first two is called, unless an answer began; then closed. */
    interface Listener {
        /** No answer began. {@code repeatable} says that sending again cannot make anything worse but cost. */
        void failed(Glm4Exception failure, boolean repeatable);

        /** As {@link #failed}, on a connection that had served before: the server had just closed it. */
        void stale(Glm4Exception failure);

        /** The HTTP exchange is over, whatever its end was; called once, before others hear of the end. */
        void closed();
    }

    /** How long an answer may come after the request could not be sent to its end. */
    private static final long ANSWER_GRACE_MILLIS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final ApiRequest request;
    private final UnusedConnections fresh;
    private final ResponseHandler.Attempt attempt;
    private final String authorization;
    private final byte[] body;
    private final ResponseHandler reply;
    private final Listener listener;
    private final AttemptFailures failures;
    private final StepGuard guard = new StepGuard(this::stepFailed);

    private HttpClientRequest http;
    private HeldResponse response;
    private boolean reused;
    private boolean answered;
    private boolean over;
    private boolean lost;
    private boolean told;
    private ResponseTimeouts timer;
    private RequestUpload upload;
    private long graceTimer = -1;
    private Decompressor decompressor;

    HttpExchange(
            Vertx vertx,
            Context context,
            ApiRequest request,
            UnusedConnections fresh,
            ResponseHandler.Attempt attempt,
            String authorization,
            byte[] body,
            ResponseHandler reply,
            Listener listener) {
        this.vertx = vertx;
        this.context = context;
        this.request = request;
        this.fresh = fresh;
        this.attempt = attempt;
        this.authorization = authorization;
        this.body = body;
        this.reply = reply;
        this.listener = listener;
        this.failures = new AttemptFailures(request.url(), request.limits(), attempt.number());
    }

    void start() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(request.url().tls())
                .setHost(request.url().host())
                .setPort(request.url().port())
                .setURI(request.path())
                .setConnectTimeout(request.limits().connectMillis());
        request.http().request(options).onComplete(guarded(this::connected));
    }

    /** Ends the attempt from this side: the connection is closed, reader or listener get the failure. */
    void abort(Glm4Exception failure) {
        if (!over) {
            finish(failure, false);
        }
    }

    /** Ends the attempt because its call has ended. */
    void abandon() {
        if (!over) {
            cancel();
            if (answered) {
                reply.lost(failures.cancelled());
            }
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            told = true;
            close();
        }
    }

    @Override
    public void pause() {
        // of a lost connection only what is held is left, and it must come now
        if (!over && !lost && !response.isPaused()) {
            timer.suspend();
            response.pause();
        }
    }

    @Override
    public void resume() {
        if (!over && !lost && response.isPaused()) {
            timer.resume();
            response.resume();
        }
    }

    @Override
    public void onEventLoop(Runnable action) {
        context.runOnContext(v -> guard.run(action));
    }

    @Override
    public Runnable after(long millis, Runnable action) {
        long timer = vertx.setTimer(Math.max(1, millis), id -> guard.run(action));
        return () -> vertx.cancelTimer(timer);
    }

    /** To be made in advance: when memory is short, nothing can be made for the step. */
    private <T> Handler<T> guarded(Consumer<T> step) {
        return argument -> guard.run(step, argument);
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (over) {
            if (connection.succeeded()) {
                connection.result().exceptionHandler(failure -> {}).reset();
            }
            return;
        }
        if (connection.failed()) {
            TransportFailure failure = TransportFailure.of(connection.cause(), request, attempt.number());
            finish(failure.exception(), failure.repeatable());
            return;
        }
        http = connection.result();
        reused = !fresh.firstUse(http.connection());
        send();
    }

    private void send() {
        // the response tells of every failure; without a handler here Vert.x would log a reset as an error
        http.exceptionHandler(failure -> {});
        request.headers().forEach(http::putHeader);
        if (authorization != null) {
            http.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        http.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        // a compressed stream would be held back by the compressor; compressed answers are understood all the same
        http.putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        http.response().onComplete(guarded(this::head));
        upload = new RequestUpload(http, body, guard, this::notSent);
        timer = new ResponseTimeouts(vertx, request.limits(), () -> guard.run(this::silent));
        upload.start();
    }

    private void silent() {
        abort(answered ? failures.silent() : failures.late());
    }

    /**
     * A service that refuses a request in the middle of it answers and closes. The answer may have come before the failure, or
     * comes in the same turn; it says more.
     */
    private void notSent(Throwable cause) {
        if (!over && !answered) {
            graceTimer = vertx.setTimer(
                    ANSWER_GRACE_MILLIS,
                    id -> guard.run(() -> {
                        if (!answered) {
                            broken(cause);
                        }
                    }));
        }
    }

    private void head(AsyncResult<HttpClientResponse> head) {
        if (over) {
            return;
        }
        if (head.failed()) {
            broken(head.cause());
            return;
        }
        String encoding = Decompressor.encoding(head.result().headers());
        if (!encoding.isEmpty() && !Decompressor.supports(encoding)) {
            Glm4Exception failure = failures.unsupportedEncoding(head.result().statusCode(), encoding);
            finish(failure, failure.isRetryable());
            return;
        }
        answered = true;
        timer.begun();
        HttpClientResponse begun = head.result();
        if (begun.statusCode() >= 300) {
            upload.stop();
        }
        response = new HeldResponse(context, http, begun);
        response.read(guarded(this::data), guarded(v -> ended()), guarded(this::broken));
        if (!encoding.isEmpty()) {
            decompressor = new Decompressor(encoding, reply::data, this::notDecompressed);
        }
        reply.head(begun.statusCode(), begun.headers(), this);
    }

    /**
     * Whatever else such a peer has to say on that connection is not worth waiting for. But what was held for a paused reader
     * may be the rest of an answer whose connection serves another request by now.
     */
    private void notDecompressed(Throwable cause) {
        if (!over) {
            finish(failures.truncated(TransportFailure.of(cause, request, attempt.number())), false);
            if (!response.wasEverPaused()) {
                http.reset();
            }
        }
    }

    private void data(Buffer piece) {
        if (over) {
            return;
        }
        timer.touch();
        if (decompressor == null) {
            reply.data(piece);
        } else {
            decompressor.handle(piece);
        }
    }

    private void ended() {
        if (!over) {
            over = true;
            release();
            if (!upload.isWhole()) {
                http.reset();
            }
            listener.closed();
            reply.end();
        }
    }

    private void broken(Throwable cause) {
        if (over || lost) {
            return;
        }
        if (cause instanceof Error) {
            // data was lost on its way here, and what comes after it may still look like the end of the answer
            guard.run(() -> {
                throw (Error) cause;
            });
            return;
        }
        TransportFailure failure = TransportFailure.of(cause, request, attempt.number());
        if (answered) {
            lost = true;
            loseAfterWhatIsHeld(failures.truncated(failure));
            return;
        }
        if (reused && failure.connectionLost()) {
            close();
            listener.stale(failure.exception());
        } else {
            finish(failure.exception(), failure.repeatable());
        }
    }

    /**
     * Vert.x tells of a closed connection before it hands out what it holds for a paused reader, and that may even be the
     * whole rest of the answer. So reading goes on, and only then the answer is lost.
     */
    private void loseAfterWhatIsHeld(Glm4Exception failure) {
        timer.stop();
        response.afterWhatIsHeld(() -> guard.run(() -> abort(failure)));
    }

    /**
     * Ends the attempt because a step of it threw. No data is read after that: a piece before it is missing. May be called again
     * when it throws itself.
     */
    private void stepFailed(Throwable cause) {
        over = true;
        try {
            release();
            reset();
            listener.closed();
        } finally {
            if (!told) {
                tell(attempt.unreadable(cause), false);
            }
        }
    }

    private void reset() {
        if (response != null) {
            response.reset();
        } else if (http != null) {
            http.reset();
        }
    }

    /** Whoever hears of the end may send the next request at once: the place of this one has to be free by then. */
    private void finish(Glm4Exception failure, boolean repeatable) {
        close();
        tell(failure, repeatable);
    }

    private void tell(Glm4Exception failure, boolean repeatable) {
        if (answered) {
            reply.lost(failure);
        } else {
            listener.failed(failure, repeatable);
        }
        told = true;
    }

    private void close() {
        over = true;
        release();
        if (response != null) {
            response.close();
        } else if (http != null) {
            http.reset();
        }
        listener.closed();
    }

    private void release() {
        vertx.cancelTimer(graceTimer);
        if (upload != null) {
            upload.stop();
        }
        if (timer != null) {
            timer.stop();
        }
        if (decompressor != null) {
            decompressor.close();
        }
    }
}
