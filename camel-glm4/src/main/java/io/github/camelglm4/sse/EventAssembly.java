package io.github.camelglm4.sse;

/**
 * Assembles the event from the lines of a stream, decides when it is complete, and limits its size. Implements the
 * rules for {@code data} and {@code event}, and the one for events without a blank line; {@link SseDecoder} describes
 * them.
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

    /** The field of the current line. */
    private FieldValue value;

    /** The data lines of the event so far: none, one or several. */
    private Data lines = Data.NONE;

    /** Whether the current data line is the first of the event after the current one. */
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

    /** Returns the complete event, or null if there is none. */
    SseEvent event() {
        return onEvent ? event : null;
    }

    /**
     * Leaves the complete event.
     *
     * @throws SseTooLargeException if an event was too large
     */
    void goOn() {
        if (tooLarge) {
            throw new SseTooLargeException(maxEventSize);
        }
        if (onEvent) {
            clear();
        }
    }

    /** @return whether the line belongs to the next event, and the previous one is complete */
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

    /** @return whether the line belongs to the next event, and the previous one is complete */
    boolean startType() {
        value = type;
        if (endsEvent()) {
            return true;
        }
        type.clear();
        return false;
    }

    /** Appends a part of the value of the current line. */
    void append(byte[] piece, int from, int to) {
        checkSize(to - from);
        value.append(piece, from, to);
    }

    /** @return whether the end of the line completes an event */
    boolean endValue() {
        return withoutBlankLines && value == data && isWhole() && complete();
    }

    /** A blank line, or the end of the stream. @return whether there is an event to return */
    boolean complete() {
        onEvent = lines != Data.NONE;
        if (!onEvent) {
            type.clear();
        }
        return onEvent;
    }

    /** Copies the current values out of the piece that they were read from. */
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

    /** Checks the first line only, so that each byte is checked once for any number of lines. */
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
