package io.github.camelglm4.sse;

import java.util.Arrays;
import java.util.Objects;

/**
 * Decodes a stream of Server-Sent Events from pieces that may end at any byte.
 *
 * <pre>{@code
 * decoder.feed(array, offset, length);
 * while (decoder.next()) {
 *     use(decoder.event());
 * }
 * }</pre>
 *
 * The consumer pulls events, so that each call is its demand: it may stop after any event, and the rest of the piece is
 * neither decoded nor copied until {@link #next()} is called again.
 *
 * <p>The rules are those of WHATWG HTML, "Server-sent events", 9.2.5 and 9.2.6:
 *
 * <ul>
 *   <li>A line ends with LF, CRLF or a lone CR. One UTF-8 byte order mark at the very start is dropped.
 *   <li>A blank line completes an event. An event with at least one {@code data} line is returned; without one it is
 *       dropped with its type. {@code data:} followed by a blank line is therefore an event with empty data.
 *   <li>The values of several {@code data} lines are joined with LF; of several {@code event} lines the last is used.
 *   <li>One space after the colon is dropped. A line without a colon is a field with an empty value. Comments and all
 *       other fields, including {@code id} and {@code retry}, are ignored.
 * </ul>
 *
 * <p>One rule differs: at {@link #finish()} a last line without line end counts, and a last event without a blank line
 * is returned, because chat servers and proxies omit the blank line. The consumer must check if such an event is
 * complete.
 *
 * <p>A second rule differs only if the decoder has a {@link WholeData}: a data or event line after a complete data line
 * begins the next event. From then on, a complete data line is returned when it ends.
 *
 * <p>The size of an event is the size of its joined data plus that of its type, in bytes. Ignored lines have no limit,
 * because they are not kept.
 *
 * <p>Bytes are passed on unchanged, including malformed UTF-8. Not thread-safe.
 */
public final class SseDecoder {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** The part of a line that the next byte belongs to. */
    private enum Part {
        /** The name of the first field, or a byte order mark before it. */
        START,
        /** The name of a field, or the end of a blank line. */
        NAME,
        /** As {@link #NAME}, or the LF of a CRLF whose CR already ended the line. */
        AFTER_CR,
        /** The space after the colon, or already the value. */
        SPACE,
        VALUE,
        /** An ignored line, until its end. */
        READ_OVER
    }

    private final EventAssembly assembly;

    /** Null if the next one is needed. */
    private byte[] piece;

    private int position;
    private int end;

    private Part part = Part.START;

    /** The name of the field so far; a longer name is not one of the supported fields. */
    private final byte[] name = new byte[EVENT.length];

    private int nameSize;
    private boolean finished;

    /**
     * @param maxEventSize maximum size of one event in bytes, at least 1; also the limit of each of the two buffers,
     *     for data and for type
     * @param wholeData decides whether a data line is a complete event
     */
    public SseDecoder(int maxEventSize, WholeData wholeData) {
        if (maxEventSize < 1) {
            throw new IllegalArgumentException("maxEventSize must be at least 1, but is " + maxEventSize);
        }
        assembly = new EventAssembly(maxEventSize, wholeData);
    }

    /**
     * Sets the next piece of the stream. The array is not copied: the caller must not change it until
     * {@link #needsInput()} is true again.
     *
     * @throws IllegalStateException if the decoder does not need input
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void feed(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        if (!needsInput()) {
            throw new IllegalStateException("the decoder does not need input");
        }
        piece = array;
        position = offset;
        end = offset + length;
    }

    /**
     * Marks the end of the input. May be called at any time: {@link #next()} still returns the events of the current
     * piece and the last event, and its next {@code false} is the end of the stream.
     */
    public void finish() {
        finished = true;
    }

    /**
     * Returns whether {@link #feed} is allowed: at the start, and after {@link #next()} has returned {@code false}; the
     * caller may then change the last array. Never true after {@link #finish()} or {@link SseTooLargeException}.
     */
    public boolean needsInput() {
        return piece == null && !finished;
    }

    /**
     * Moves to the next event. The previous one is no longer valid.
     *
     * @return {@code true} if {@link #event()} is the next event, {@code false} if the piece is completely read or,
     *     after {@link #finish()}, the stream has ended
     * @throws SseTooLargeException if an event is larger than the limit, even if its rest was not received; again at
     *     each further call
     */
    public boolean next() {
        assembly.goOn();
        while (position < end) {
            if (decodePart()) {
                return true;
            }
        }
        if (finished && (endLine(LineEnds.LF) || assembly.complete())) {
            return true;
        }
        returnPiece();
        return false;
    }

    /**
     * Returns the current event, always the same object.
     *
     * @throws IllegalStateException if the last {@link #next()} did not return {@code true}
     */
    public SseEvent event() {
        SseEvent event = assembly.event();
        if (event == null) {
            throw new IllegalStateException("there is no current event");
        }
        return event;
    }

    private boolean decodePart() {
        switch (part) {
            case START, NAME:
                return readName();
            case AFTER_CR:
                skip(LineEnds.LF);
                part = Part.NAME;
                return false;
            case SPACE:
                skip((byte) ' ');
                part = Part.VALUE;
                return false;
            default:
                return readValue();
        }
    }

    private void skip(byte expected) {
        if (piece[position] == expected) {
            position++;
        }
    }

    private boolean readName() {
        while (position < end) {
            byte next = piece[position++];
            if (next == ':') {
                return startValue();
            }
            if (next == LineEnds.LF || next == LineEnds.CR) {
                return endLine(next);
            }
            if (nameSize == name.length) {
                part = Part.READ_OVER;
                return false;
            }
            name[nameSize++] = next;
            if (part == Part.START && isName(BYTE_ORDER_MARK)) {
                part = Part.NAME;
                nameSize = 0;
            }
        }
        return false;
    }

    private boolean isName(byte[] expected) {
        return Arrays.equals(name, 0, nameSize, expected, 0, expected.length);
    }

    /** @return whether this line belongs to the next event, and the current one is complete */
    private boolean startValue() {
        part = Part.SPACE;
        if (isName(DATA)) {
            return assembly.startData();
        }
        if (isName(EVENT)) {
            return assembly.startType();
        }
        part = Part.READ_OVER;
        return false;
    }

    private boolean readValue() {
        int lineEnd = LineEnds.find(piece, position, end);
        if (part == Part.VALUE) {
            assembly.append(piece, position, lineEnd);
        }
        position = lineEnd;
        return position < end && endLine(piece[position++]);
    }

    /** @return whether this completes an event */
    private boolean endLine(byte lineEnd) {
        boolean handOut = endField();
        part = lineEnd == LineEnds.CR ? Part.AFTER_CR : Part.NAME;
        nameSize = 0;
        return handOut;
    }

    private boolean endField() {
        if (part == Part.READ_OVER) {
            return false;
        }
        boolean inValue = part == Part.SPACE || part == Part.VALUE;
        if (!inValue && nameSize == 0) {
            return assembly.complete();
        }
        // a line without a colon is a field without a value
        return !inValue && startValue() || part != Part.READ_OVER && assembly.endValue();
    }

    private void returnPiece() {
        assembly.keep();
        piece = null;
        position = 0;
        end = 0;
    }
}
