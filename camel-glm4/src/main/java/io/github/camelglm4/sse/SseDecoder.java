package io.github.camelglm4.sse;

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
 * The consumer pulls because then its demand is the call itself: it may stop after any event, and the rest of the
 * piece stays where it is, undecoded and uncopied, until {@link #next()} is called again.
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
 * <p>A second rule differs only where the decoder is made with a {@link WholeData}: a data or event line after a data line
 * that is whole begins the next event. Once that has happened, a data line that is whole is handed out when it ends.
 *
 * <p>The size of an event is the size of its joined data plus that of its type, in bytes. What is read over has no
 * limit, since none of it is kept.
 *
 * <p>Bytes pass through as they are, malformed UTF-8 included. Not safe for use by several threads at once.
 */
public final class SseDecoder {

    private static final byte[] NO_PIECE = new byte[0];

    /** A field name is held in one long, behind a leading 1 that tells apart names starting with zero bytes. */
    private static final long NO_NAME = 1;

    private static final long DATA = 0x1_64_61_74_61L;
    private static final long EVENT = 0x1_65_76_65_6E_74L;
    private static final long BYTE_ORDER_MARK = 0x1_EF_BB_BFL;
    private static final long LONGER_THAN_ANY = 1L << 48;

    private enum Part {
        NAME,
        SPACE,
        VALUE,
        READ_OVER
    }

    private final EventAssembly assembly;

    private byte[] piece = NO_PIECE;
    private int position;
    private int end;

    private Part part = Part.NAME;
    private long name = NO_NAME;
    private boolean afterCr;
    private boolean firstLine = true;
    private boolean needsInput = true;
    private boolean finished;

    /**
     * @param maxEventSize the largest accepted size of one event, in bytes, at least 1; also the bound of each of the
     *     two buffers, for data and for type
     */
    public SseDecoder(int maxEventSize) {
        this(maxEventSize, WholeData.NEVER);
    }

    /** @param wholeData tells of a data line whether it is an event by itself */
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
        needsInput = false;
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
        return needsInput && !finished;
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
        if (finished && endLastLine()) {
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
        if (afterCr) {
            afterCr = false;
            if (piece[position] == LineEnds.LF) {
                position++;
                return false;
            }
        }
        switch (part) {
            case NAME:
                return readName();
            case SPACE:
                if (piece[position] == ' ') {
                    position++;
                }
                part = Part.VALUE;
                return false;
            default:
                return readValue();
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
            name = name << Byte.SIZE | next & 0xFF;
            if (name >= LONGER_THAN_ANY) {
                part = Part.READ_OVER;
                return false;
            }
            if (firstLine && name == BYTE_ORDER_MARK) {
                firstLine = false;
                name = NO_NAME;
            }
        }
        return false;
    }

    /** @return whether this line is of the next event, and the current one is to be handed out */
    private boolean startValue() {
        part = Part.SPACE;
        if (name == DATA) {
            return assembly.startData();
        }
        if (name == EVENT) {
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
        part = Part.NAME;
        name = NO_NAME;
        firstLine = false;
        afterCr = lineEnd == LineEnds.CR;
        return handOut;
    }

    private boolean endField() {
        if (part == Part.NAME) {
            if (name == NO_NAME) {
                return assembly.complete();
            }
            if (startValue()) {
                return true;
            }
        }
        return part != Part.READ_OVER && assembly.endValue();
    }

    private boolean endLastLine() {
        return endLine(LineEnds.LF) || assembly.complete();
    }

    private void returnPiece() {
        assembly.keep();
        piece = NO_PIECE;
        position = 0;
        end = 0;
        needsInput = true;
    }
}
