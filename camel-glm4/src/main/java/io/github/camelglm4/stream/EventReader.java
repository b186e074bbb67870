package io.github.camelglm4.stream;

import io.github.camelglm4.sse.SseDecoder;
import io.github.camelglm4.sse.SseEvent;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Events from the pieces of a body, when they are asked for: what nobody asks for stays undecoded. Not thread-safe.
 */
final class EventReader {

    private final SseDecoder decoder;
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final long maxIdleBytes;

    private long idleBytes;
    private boolean ended;
    private boolean inTail;

    /** @param maxSize bytes of one event, and of all that comes between two of {@link #somethingNew()} */
    EventReader(int maxSize) {
        this.decoder = new SseDecoder(maxSize);
        this.maxIdleBytes = maxSize;
    }

    /** The next piece; it is the reader's from now on. */
    void add(byte[] piece) {
        pieces.add(piece);
    }

    /** No piece follows. */
    void end() {
        ended = true;
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

    /** Whether pieces wait to be decoded. */
    boolean hasPieces() {
        return !pieces.isEmpty();
    }

    /** Whether everything was read, and nothing follows. */
    boolean isExhausted() {
        return ended && inTail && pieces.isEmpty();
    }

    /** The last event brought something of the answer. */
    void somethingNew() {
        idleBytes = 0;
    }

    /** Whether more came without anything new than an answer may be large: pings, for ever. */
    boolean isIdling() {
        return idleBytes > maxIdleBytes;
    }

    void drop() {
        pieces.clear();
    }

    /** The end of the input is fed once. */
    private boolean feed() {
        byte[] piece = pieces.poll();
        if (piece != null) {
            idleBytes += piece.length;
            decoder.feed(piece, 0, piece.length);
            return !isIdling();
        }
        if (!ended || inTail) {
            return false;
        }
        inTail = true;
        decoder.finish();
        return true;
    }
}
