package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.vertx.Decompressor;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Set;

/**
 * The response of one request, as its reader sees it. To be used on its event loop, except for {@link #onEventLoop}.
 *
 * <pre>
 * READING  pieces of the body are handed on as they come in
 * PAUSED   the reader wants no more for now; the idle timeout does not count
 * LOST     the connection is gone, what Vert.x still holds is handed on; then the exchange fails
 * CLOSED   nothing is handed on any more
 * </pre>
 *
 * While the reader pauses, Vert.x holds what has come in. That may be the whole rest of the response: the connection
 * serves the next request by then, and to reset it would end that one. So a response that is closed early is read on
 * for two turns of the event loop, and its connection is only reset if the end was not among what was held.
 */
public final class IncomingResponse implements Timers {

    private enum State {
        READING,
        PAUSED,
        LOST,
        CLOSED
    }

    /** Words for no compression; some servers write the framing of HTTP where the encoding belongs. */
    private static final Set<String> NONE = Set.of("", "identity", "chunked");

    private final HttpExchange exchange;
    private final Context context;
    private final HttpClientResponse response;
    private final ResponseHandler handler;
    private final ResponseTimeouts timeouts;
    private final Decompressor decompressor;
    private State state = State.READING;
    private boolean everPaused;
    private boolean complete;

    /** @param encoding that of the body; empty for none */
    IncomingResponse(
            HttpExchange exchange,
            Context context,
            HttpClientResponse response,
            String encoding,
            ResponseHandler handler,
            ResponseTimeouts timeouts) {
        this.exchange = exchange;
        this.context = context;
        this.response = response;
        this.handler = handler;
        this.timeouts = timeouts;
        this.decompressor =
                encoding.isEmpty() ? null : new Decompressor(encoding, handler::data, this::notDecompressed);
    }

    /**
     * How a response with those headers is compressed; empty when it is not. That of the content, or else the first of
     * the transfer, which may be "gzip, chunked": RFC 9112, section 6.1.
     */
    static String encoding(MultiMap headers) {
        String ofContent = headers.get(HttpHeaders.CONTENT_ENCODING);
        String ofTransfer = headers.get(HttpHeaders.TRANSFER_ENCODING);
        String encoding = "";
        if (ofContent != null) {
            encoding = ofContent.strip();
        } else if (ofTransfer != null) {
            encoding = ofTransfer.split(",", 2)[0].strip();
        }
        return NONE.contains(encoding.toLowerCase(Locale.ROOT)) ? "" : encoding;
    }

    public int status() {
        return response.statusCode();
    }

    public MultiMap headers() {
        return response.headers();
    }

    /** Stops reading from the socket; what was read already may still come. */
    public void pause() {
        if (state == State.READING) {
            state = State.PAUSED;
            everPaused = true;
            timeouts.suspend();
            response.pause();
        }
    }

    public void resume() {
        if (state == State.PAUSED) {
            state = State.READING;
            timeouts.resume();
            response.resume();
        }
    }

    /** The reader needs no more: the connection is closed, nothing is called any more. */
    public void cancel() {
        exchange.cancel();
    }

    /** Runs something on the event loop of the response. May be called from any thread. */
    public void onEventLoop(Runnable action) {
        context.runOnContext(v -> exchange.run(action));
    }

    @Override
    public Runnable after(long millis, Runnable action) {
        return exchange.after(millis, action);
    }

    /** Begins to read; nothing comes before this step has ended. */
    void read() {
        response.exceptionHandler(exchange.guarded(this::broken));
        response.handler(exchange.guarded(this::data));
        Handler<Void> ended = exchange.guarded(v -> ended());
        response.endHandler(v -> {
            // unguarded: it decides about the reset, also after a step has thrown
            complete = true;
            ended.handle(v);
        });
    }

    /**
     * The connection is gone. Vert.x reports that before it hands out what it holds, so that is read before the
     * failure.
     */
    void lose(Glm4Exception failure) {
        state = State.LOST;
        timeouts.stop();
        afterWhatIsHeld(() -> exchange.run(() -> exchange.abort(failure)));
    }

    /**
     * Resets the connection, unless what is held turns out to be the whole rest.
     *
     * @param atOnce whether not to wait when nothing can be held
     */
    void close(boolean atOnce) {
        stop();
        if (atOnce && !everPaused) {
            resetUnlessComplete();
        } else {
            afterWhatIsHeld(this::resetUnlessComplete);
        }
    }

    private void data(Buffer piece) {
        if (state == State.CLOSED) {
            return;
        }
        timeouts.touch();
        if (decompressor == null) {
            handler.data(piece);
        } else {
            decompressor.handle(piece);
        }
    }

    private void ended() {
        if (state != State.CLOSED) {
            stop();
            exchange.ended();
        }
    }

    private void broken(Throwable cause) {
        if (state == State.READING || state == State.PAUSED) {
            exchange.broken(cause);
        }
    }

    /** Whatever else such a server has to say on that connection is not worth waiting for. */
    private void notDecompressed(Throwable cause) {
        if (state != State.CLOSED) {
            exchange.abort(TransportFailure.inResponse(cause, exchange.attempt()));
            close(true);
        }
    }

    private void stop() {
        state = State.CLOSED;
        if (decompressor != null) {
            decompressor.close();
        }
    }

    private void afterWhatIsHeld(Runnable action) {
        response.resume();
        // in the first turn Vert.x begins to hand out what it holds, the second comes after that
        context.runOnContext(v -> context.runOnContext(w -> action.run()));
    }

    private void resetUnlessComplete() {
        if (!complete) {
            response.request().reset();
        }
    }
}
