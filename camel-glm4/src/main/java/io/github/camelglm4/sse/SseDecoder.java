package io.github.camelglm4.sse;

import java.util.Arrays;
import java.util.Objects;

/**
 * Decodes a stream of Server-Sent Events, given in pieces cut at any byte.
 *
 * <pre>{@code
 * decoder.feed(array, offset, length);
 * while (decoder.next()) {
 *     use(decoder.event());
 * }
 * }</pre>
 *
 * The consumer pulls because then its demand is the call itself: it may stop after any event, and the rest of the piece
 * stays where it is, undecoded and uncopied, until {@link #next()} is called again.
 *
 * <p>The rules are those of WHATWG HTML, "Server-sent events", 9.2.5 and 9.2.6:
 *
 * <ul>
 *   <li>A line ends with LF, CRLF or a lone CR. One UTF-8 byte order mark at the very start is dropped.
 *   <li>A blank line completes an event. It is handed out if it has at least one {@code data} line; without one it is
 *       dropped, together with its type. So {@code data:} followed by a blank line is an event with empty data.
 *   <li>The values of several {@code data} lines are joined with LF; of several {@code event} lines the last counts.
 *   <li>One space after the colon is dropped. A line without a colon is a field with an empty value. Comments and all
 *       other fields, {@code id} and {@code retry} among them, are read over.
 * </ul>
 *
 * <p>One rule differs: at {@link #finish()} a last line without line end counts, and a last event without a blank line
 * is handed out, because chat servers and proxies leave the blank line off. The consumer has to judge if such an event
 * is whole.
 *
 * <p>A second rule differs only where the decoder is made with a {@link WholeData}: a data or event line after a data
 * line that is whole begins the next event. Once that has happened, a data line that is whole is handed out when it
 * ends.
 *
 * <p>The size of an event is the size of its joined data plus that of its type, in bytes. What is read over has no
 * limit, since none of it is kept.
 *
 * <p>Bytes pass through as they are, malformed UTF-8 included. Not safe for use by several threads at once.
 */
public final class SseDecoder {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** What the next byte is. */
    private enum Part {
        /** Of the name of the first line, or of a byte order mark before it. */
        START,
        /** Of the name of a field, or the end of a blank line. */
        NAME,
        /** As {@link #NAME}, or the LF of a CRLF whose CR ended the line already. */
        AFTER_CR,
        /** The space after the colon, or of the value already. */
        SPACE,
        VALUE,
        /** Of a line that means nothing, up to its end. */
        READ_OVER
    }

    private final EventAssembly assembly;

    /** Null when the next one is needed. */
    private byte[] piece;

    private int position;
    private int end;

    private Part part = Part.START;

    /** The name of the field so far; a longer one is none that counts. */
    private final byte[] name = new byte[EVENT.length];

    private int nameSize;
    private boolean finished;

    /**
     * @param maxEventSize the largest accepted size of one event, in bytes, at least 1; also the bound of each of the
     *     two buffers, for data and for type
     * @param wholeData tells of a data line whether it is an event by itself
     */
    public SseDecoder(int maxEventSize, WholeData wholeData) {
        if (maxEventSize < 1) {
            throw new IllegalArgumentException("maxEventSize must be at least 1, not " + maxEventSize);
        }
        assembly = new EventAssembly(maxEventSize, wholeData);
    }

    /**
     * Gives the next piece of the stream. The array is lent, not copied: the caller must not change it until
     * {@link #needsInput()} is true again.
     *
     * @throws IllegalStateException if the decoder does not need input
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void feed(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        if (!needsInput()) {
            throw new IllegalStateException("The decoder takes no input now");
        }
        piece = array;
        position = offset;
        end = offset + length;
    }

    /**
     * Says that no piece follows. May be called at any time: the rest of the current piece, and then the last event,
     * still come by {@link #next()}, whose next {@code false} is the end of the stream.
     */
    public void finish() {
        finished = true;
    }

    /**
     * Whether {@link #feed} is allowed: at the start, and when {@link #next()} has returned {@code false}. From then on
     * the last piece is the caller's again. Never true after {@link #finish()} or {@link SseTooLargeException}.
     */
    public boolean needsInput() {
        return piece == null && !finished;
    }

    /**
     * Goes to the next event. This ends the validity of the one before.
     *
     * @return {@code true} if {@link #event()} is the next event, {@code false} if the piece is used up or, after
     *     {@link #finish()}, the stream has ended
     * @throws SseTooLargeException if an event is larger than the limit, even if the rest of it has not come yet; from
     *     then on at every call
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
     * The current event, always the same object.
     *
     * @throws IllegalStateException if the last {@link #next()} did not return {@code true}
     */
    public SseEvent event() {
        SseEvent event = assembly.event();
        if (event == null) {
            throw new IllegalStateException("There is no current event");
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

    /** @return whether this line is of the next event, and the current one is to be handed out */
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

    /** @return whether this completes an event that is to be handed out */
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
