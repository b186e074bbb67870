package io.github.camelglm4.sse;

/**
 * Puts the event together that the lines of a stream make up, decides when it is complete, and holds its size below the
 * limit. Knows the rules for {@code data} and {@code event}, and the one for events that no blank line ends;
 * {@link SseDecoder} tells what they are.
 */
final class EventAssembly {

    private enum Data {
        NONE,
        ONE_LINE,
        LINES
    }

    private final int maxEventSize;
    private final WholeData wholeData;
    private final FieldValue type;
    private final FieldValue data;
    private final SseEvent event;

    /** The field of the line that has begun. */
    private FieldValue value;

    /** How many lines of data the event has so far, of which no more than two are told apart. */
    private Data lines = Data.NONE;

    /** Whether the data line that has begun is the first of the event after the current one. */
    private boolean nextHasData;

    /** Whether this stream has no blank lines between its events. */
    private boolean withoutBlankLines;

    private boolean onEvent;
    private boolean tooLarge;

    EventAssembly(int maxEventSize, WholeData wholeData) {
        this.maxEventSize = maxEventSize;
        this.wholeData = wholeData;
        this.type = new FieldValue(maxEventSize);
        this.data = new FieldValue(maxEventSize);
        this.event = new SseEvent(type, data);
    }

    /** The complete event; null while there is none. */
    SseEvent event() {
        return onEvent ? event : null;
    }

    /**
     * Leaves the event that is complete.
     *
     * @throws SseTooLargeException if one was too large
     */
    void goOn() {
        if (tooLarge) {
            throw new SseTooLargeException(maxEventSize);
        }
        if (onEvent) {
            clear();
        }
    }

    /** @return whether the line is of the next event, and the one before it is complete */
    boolean startData() {
        value = data;
        if (endsEvent()) {
            nextHasData = true;
            return true;
        }
        if (lines == Data.NONE) {
            lines = Data.ONE_LINE;
        } else {
            checkSize(1);
            data.append(LineEnds.LF);
            lines = Data.LINES;
        }
        return false;
    }

    /** @return whether the line is of the next event, and the one before it is complete */
    boolean startType() {
        value = type;
        if (endsEvent()) {
            return true;
        }
        type.clear();
        return false;
    }

    /** A part of the value of the line that has begun. */
    void append(byte[] piece, int from, int to) {
        checkSize(to - from);
        value.append(piece, from, to);
    }

    /** @return whether the end of the line completes an event */
    boolean endValue() {
        return withoutBlankLines && value == data && isWhole() && complete();
    }

    /** A blank line, or the end of the stream. @return whether there is an event to hand out */
    boolean complete() {
        onEvent = lines != Data.NONE;
        if (!onEvent) {
            type.clear();
        }
        return onEvent;
    }

    /** Makes what is there so far independent of the piece it came in. */
    void keep() {
        type.keep();
        data.keep();
    }

    private boolean endsEvent() {
        boolean ends = isWhole();
        if (ends) {
            withoutBlankLines = true;
            onEvent = true;
        }
        return ends;
    }

    /** Only of one line, so that however many lines there are, each byte is looked at once. */
    private boolean isWhole() {
        return lines == Data.ONE_LINE && wholeData.isWhole(data.array(), data.offset(), data.size());
    }

    private void checkSize(int added) {
        if ((long) data.size() + type.size() + added > maxEventSize) {
            tooLarge = true;
            clear();
            throw new SseTooLargeException(maxEventSize);
        }
    }

    private void clear() {
        type.clear();
        data.clear();
        lines = nextHasData ? Data.ONE_LINE : Data.NONE;
        nextHasData = false;
        onEvent = false;
    }
}
