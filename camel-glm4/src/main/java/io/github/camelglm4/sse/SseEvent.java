package io.github.camelglm4.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The current event of a {@link SseDecoder}: a view, not a copy. All returned values, including the array, are valid
 * only until the next call of {@link SseDecoder#next()}, and the array must not be written to.
 */
public final class SseEvent {

    private static final String DEFAULT_TYPE = "message";
    private static final byte[] DEFAULT = DEFAULT_TYPE.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern WRITTEN_DONE = Pattern.compile("(?i)\\s*+(\\[done]|\"\\[done]\")\\s*+");
    private static final Pattern NOTHING = Pattern.compile("\\s*+(null\\s*+)?");

    /** For data that is one word with white space around it; longer data is not checked. */
    private static final int LONGEST_WORD = 16;

    private final FieldValue type;
    private final FieldValue data;

    SseEvent(FieldValue type, FieldValue data) {
        this.type = type;
        this.data = data;
    }

    /** Returns the value of the last {@code event} line, or {@code "message"} if it is empty or absent. */
    public String type() {
        return type.size() == 0 ? DEFAULT_TYPE : text(type);
    }

    /** Returns whether the type is the default or {@code error}: the data of other types may be anything. */
    public boolean isUsual() {
        return type.size() == 0 || equal(type, DEFAULT) || isError();
    }

    public boolean isError() {
        return equal(type, ERROR);
    }

    /** Returns the array with the data: the piece itself if the data is contiguous there, else a buffer. */
    public byte[] array() {
        return data.array();
    }

    /** Returns the index of the first byte of the data in {@link #array()}. */
    public int offset() {
        return data.offset();
    }

    /** Returns the size of the data in bytes; 0 for an event whose only {@code data} line is empty. */
    public int length() {
        return data.size();
    }

    /** Returns whether the data equals these bytes, without a copy. */
    public boolean dataEquals(byte[] expected) {
        return equal(data, expected);
    }

    /** Returns whether the data is {@code [DONE]}, the end of the stream, also in lower case or as a JSON string. */
    public boolean isDone() {
        return dataEquals(DONE)
                || length() <= LONGEST_WORD && WRITTEN_DONE.matcher(text()).matches();
    }

    /**
     * Returns whether the data is blank or {@code null}: some services send such events to keep the connection alive.
     */
    public boolean isNothing() {
        return length() == 0
                || length() <= LONGEST_WORD && NOTHING.matcher(text()).matches();
    }

    /** Returns a copy of the data as UTF-8 text, with malformed bytes replaced by U+FFFD. */
    public String text() {
        return text(data);
    }

    private static boolean equal(FieldValue value, byte[] expected) {
        int from = value.offset();
        return Arrays.equals(value.array(), from, from + value.size(), expected, 0, expected.length);
    }

    private static String text(FieldValue value) {
        return new String(value.array(), value.offset(), value.size(), StandardCharsets.UTF_8);
    }
}
