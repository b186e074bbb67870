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
 * The response of one request, for its reader. To be used on its event loop, except for {@link #onEventLoop}.
 *
 * <pre>
 * READING  pieces of the body are passed on as they arrive
 * PAUSED   the reader wants no data for now; the idle timeout does not count
 * LOST     the connection is closed, the data that Vert.x still holds is passed on; then the exchange fails
 * CLOSED   no data is passed on
 * </pre>
 *
 * While the reader pauses, Vert.x buffers the received data. That may be the complete rest of the response: the
 * connection then serves the next request already, and a reset would end that one. A response that is closed early is
 * therefore read for two more iterations of the event loop, and its connection is reset only if the end was not
 * buffered.
 */
public final class IncomingResponse implements Timers {

    private enum State {
        READING,
        PAUSED,
        LOST,
        CLOSED
    }

    /** Values for no compression; some servers send the transfer coding of HTTP as content encoding. */
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

    /** @param encoding of the body; empty for none */
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
     * Returns how a response with these headers is compressed, or an empty string if it is not: its content encoding,
     * or else its first transfer coding, which may be "gzip, chunked" (RFC 9112, section 6.1).
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

    /** Returns whether a response that has ended is complete, as far as its compression tells. */
    boolean isWhole() {
        return decompressor == null || decompressor.isWhole();
    }

    /** Stops reading from the socket; data that was read already may still be passed on. */
    public void pause() {
        if (state == State.READING) {
            state = State.PAUSED;
            everPaused = true;
            timeouts.suspend();
            response.pause();
        }
    }

    /** Continues reading after {@link #pause()}. */
    public void resume() {
        if (state == State.PAUSED) {
            state = State.READING;
            timeouts.resume();
            response.resume();
        }
    }

    /** Closes the connection; after that the handler is no longer called. */
    public void cancel() {
        exchange.cancel();
    }

    /** Runs an action on the event loop of the response. Thread-safe. */
    public void onEventLoop(Runnable action) {
        context.runOnContext(v -> exchange.run(action));
    }

    @Override
    public Runnable after(long millis, Runnable action) {
        return exchange.after(millis, action);
    }

    /** Starts reading; the handler gets nothing before this step has ended. */
    void read() {
        response.exceptionHandler(exchange.guarded(this::broken));
        response.handler(exchange.guarded(this::data));
        Handler<Void> ended = exchange.guarded(v -> ended());
        response.endHandler(v -> {
            // not guarded: decides about the reset, also after a step has thrown an exception
            complete = true;
            ended.handle(v);
        });
    }

    /** The connection is closed. Vert.x reports that before it passes on its buffered data, which is read first. */
    void lose(Glm4Exception failure) {
        state = State.LOST;
        timeouts.stop();
        afterWhatIsHeld(() -> exchange.run(() -> exchange.abort(failure)));
    }

    /**
     * Resets the connection, unless the buffered data is the complete rest.
     *
     * @param atOnce do not wait if nothing can be buffered
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

    /** Closes the connection: waiting for more data of such a server is not useful. */
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
        // Vert.x starts to pass on its buffered data in the first iteration, the second comes after that
        context.runOnContext(v -> context.runOnContext(w -> action.run()));
    }

    private void resetUnlessComplete() {
        if (!complete) {
            response.request().reset();
        }
    }
}
