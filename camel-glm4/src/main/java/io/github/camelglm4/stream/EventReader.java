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
 * Events from the pieces of a body, when they are asked for: what nobody asks for stays undecoded, and the answer is
 * paused while much of it waits. The event loop adds pieces, pauses and resumes, while one other thread at a time reads
 * events.
 */
final class EventReader {

    /** Twice what a socket gives at a time: while a reader is woken for one part, the next can come in. */
    private static final int MOST_UNREAD_BYTES = 131_072;

    private final SseDecoder decoder;
    private final ReceivedBytes.Reader input;
    private final Queue<Buffer> pieces = new ConcurrentLinkedQueue<>();
    private final long maxIdleBytes;

    /** Bytes that came in, and those of them that were read; each is written by one thread. */
    private volatile long added;

    private volatile long taken;
    private volatile boolean ended;
    private volatile boolean paused;
    private IncomingResponse response;
    private long idleBytes;
    private boolean inTail;

    /** @param maxSize bytes of one event, and of all that comes between two of {@link #somethingNew()} */
    EventReader(int maxSize) {
        this.decoder = new SseDecoder(maxSize, WholeJson::isIn);
        this.input = decoder::feed;
        this.maxIdleBytes = maxSize;
    }

    void begin(IncomingResponse newResponse) {
        response = newResponse;
    }

    /** The next piece; it is the reader's from now on. */
    void add(Buffer piece) {
        added += piece.length();
        pieces.add(piece);
        if (!paused && backlog() > MOST_UNREAD_BYTES) {
            paused = true;
            response.pause();
        }
    }

    /** Lets more pieces come if they were paused and most was read; to be called when the reader stops for now. */
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

    /** Whether no piece follows. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Goes on to the next event; false when there is none yet, or none any more.
     *
     * @throws io.github.camelglm4.sse.SseTooLargeException for an event that is too large
     */
    boolean next() {
        while (!decoder.next()) {
            if (!feed()) {
                return false;
            }
        }
        return true;
    }

    /** The event that {@link #next()} went to, valid until the next one. */
    SseEvent event() {
        return decoder.event();
    }

    /** Whether the event stands at the very end, where it may be half of one that was cut. */
    boolean inTail() {
        return inTail;
    }

    /** Whether everything was read, and nothing follows. */
    boolean isExhausted() {
        return ended && inTail && pieces.isEmpty();
    }

    /** The last event brought something of the answer. */
    void somethingNew() {
        idleBytes = 0;
    }

    /** Whether more bytes came without anything new than an answer may have: endless pings. */
    boolean isIdling() {
        return idleBytes > maxIdleBytes;
    }

    void drop() {
        pieces.clear();
    }

    /** The end of the input is fed once. */
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
