package io.github.camelglm4.stream;

import io.github.camelglm4.client.IncomingResponse;
import io.github.camelglm4.json.WholeJson;
import io.github.camelglm4.sse.SseDecoder;
import io.github.camelglm4.sse.SseEvent;
import io.github.camelglm4.vertx.ReceivedBytes;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads events from the pieces of a response on demand: other data stays undecoded, and the response is paused while
 * too much of it is unread. The event loop adds pieces, pauses and resumes, while one other thread at a time reads
 * events.
 */
final class EventReader {

    /** Twice the size of a socket read: the next data can be received while a reader is woken for the previous data. */
    private static final int MOST_UNREAD_BYTES = 131_072;

    private final SseDecoder decoder;
    private final ReceivedBytes.Reader input;
    private final Queue<Buffer> pieces = new ConcurrentLinkedQueue<>();
    private final long maxIdleBytes;

    /** Number of bytes received, and number of bytes read; each is written by one thread. */
    private volatile long added;

    private volatile long taken;
    private volatile boolean ended;
    private volatile boolean paused;
    private IncomingResponse response;
    private long idleBytes;
    private boolean inTail;

    /** @param maxSize bytes of one event, and of all data between two calls of {@link #somethingNew()} */
    EventReader(int maxSize) {
        this.decoder = new SseDecoder(maxSize, WholeJson::isIn);
        this.input = decoder::feed;
        this.maxIdleBytes = maxSize;
    }

    void begin(IncomingResponse newResponse) {
        response = newResponse;
    }

    /** Adds the next piece, which the sender no longer uses. */
    void add(Buffer piece) {
        added += piece.length();
        pieces.add(piece);
        if (!paused && backlog() > MOST_UNREAD_BYTES) {
            paused = true;
            response.pause();
        }
    }

    /** Resumes a paused response if most data was read; to be called when the reader stops for now. */
    void resume() {
        if (isToResume()) {
            response.onEventLoop(() -> {
                if (isToResume()) {
                    paused = false;
                    response.resume();
                }
            });
        }
    }

    private boolean isToResume() {
        return paused && backlog() <= MOST_UNREAD_BYTES / 2;
    }

    private long backlog() {
        return added - taken;
    }

    void end() {
        ended = true;
    }

    /** Returns whether no piece follows. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Moves to the next event; returns false if there is none yet, or no more.
     *
     * @throws io.github.camelglm4.sse.SseTooLargeException if an event is too large
     */
    boolean next() {
        while (!decoder.next()) {
            if (!feed()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the event that {@link #next()} moved to, valid until the next one. */
    SseEvent event() {
        return decoder.event();
    }

    /** Returns whether the event is at the very end, where it may have been cut off. */
    boolean inTail() {
        return inTail;
    }

    /** Returns whether everything was read, and nothing follows. */
    boolean isExhausted() {
        return ended && inTail && pieces.isEmpty();
    }

    /** The last event had new content of the answer. */
    void somethingNew() {
        idleBytes = 0;
    }

    /** Returns whether more bytes without new content were received than an answer may have, such as endless pings. */
    boolean isIdling() {
        return idleBytes > maxIdleBytes;
    }

    void drop() {
        pieces.clear();
    }

    /** Feeds the next piece; the end of the input is fed once. */
    private boolean feed() {
        boolean last = ended;
        Buffer piece = pieces.poll();
        if (piece != null) {
            idleBytes += piece.length();
            taken += piece.length();
            ReceivedBytes.read(piece, input);
            return !isIdling();
        }
        if (!last || inTail) {
            return false;
        }
        inTail = true;
        decoder.finish();
        return true;
    }
}
