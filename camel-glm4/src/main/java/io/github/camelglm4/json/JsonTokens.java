package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads JSON objects as tokens, for objects so frequent that the maps of {@link Json} would cost too much.
 *
 * <p>A new Jackson parser needs about a kilobyte, which is more than a chunk of a streamed answer. Therefore parsers
 * are reused: each reads one object after the other from a stream that is refilled. Idle parsers are kept in a few
 * slots, not per thread or answer: there may be thousands of either.
 */
public final class JsonTokens {

    /** Creates a value from one object. */
    @FunctionalInterface
    public interface ObjectReader<T> {
        /** @param parser at {@code START_OBJECT}; must be at the matching {@code END_OBJECT} at the end */
        T read(JsonParser parser) throws IOException;
    }

    private static final AtomicReferenceArray<JsonTokens> IDLE = new AtomicReferenceArray<>(16);

    /** Jackson remembers every field name that a parser has read; names from outside must not accumulate. */
    private static final long BYTES_PER_PARSER = 1 << 20;

    /** Prevents Jackson from detecting the encoding from the first object: all objects are UTF-8. */
    private static final byte[] FIRST_OBJECT = "  {}".getBytes(StandardCharsets.US_ASCII);

    private final Source source = new Source();
    private final JsonParser parser;
    private long begin;

    private JsonTokens() {
        try {
            source.refill(FIRST_OBJECT, 0, FIRST_OBJECT.length);
            parser = Json.FACTORY.createParser(source);
            parser.nextToken();
            parser.nextToken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one object in UTF-8.
     *
     * @throws IOException if the bytes are not one JSON object; the message contains the position, but no content
     */
    public static <T> T readObject(byte[] bytes, int offset, int length, ObjectReader<T> reader) throws IOException {
        int slot = (int) Thread.currentThread().getId() & IDLE.length() - 1;
        JsonTokens idle = IDLE.getAndSet(slot, null);
        JsonTokens tokens = idle != null ? idle : new JsonTokens();
        boolean usable = false;
        try {
            T object = tokens.read(bytes, offset, length, reader);
            usable = tokens.source.given < BYTES_PER_PARSER;
            return object;
        } catch (JacksonException e) {
            throw new IOException(Json.reason(e, tokens.begin), null);
        } finally {
            if (usable) {
                IDLE.set(slot, tokens);
            } else {
                tokens.parser.close();
            }
        }
    }

    private <T> T read(byte[] bytes, int offset, int length, ObjectReader<T> reader) throws IOException {
        begin = source.given;
        int end = offset + length;
        while (end > offset && isSpace(bytes[end - 1])) {
            end--;
        }
        source.refill(bytes, afterByteOrderMark(bytes, offset, end), end);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("expected a JSON object, but found "
                    + (parser.currentToken() == null ? "nothing" : parser.currentToken()));
        }
        T object = reader.read(parser);
        if (parser.releaseBuffered(OutputStream.nullOutputStream()) > 0 || !source.isEmpty()) {
            throw new IOException("unexpected content after the JSON object of " + length + " bytes");
        }
        return object;
    }

    private static int afterByteOrderMark(byte[] bytes, int from, int to) {
        boolean marked = to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return marked ? from + 3 : from;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** A stream that continues with the next array after each array. */
    private static final class Source extends InputStream {

        private byte[] array;
        private int position;
        private int end;
        private long given;

        void refill(byte[] bytes, int from, int to) {
            array = bytes;
            position = from;
            end = to;
        }

        boolean isEmpty() {
            return position == end;
        }

        @Override
        public int read() {
            if (isEmpty()) {
                return -1;
            }
            given++;
            return array[position++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, end - position);
            if (count == 0) {
                array = null;
                return -1;
            }
            System.arraycopy(array, position, target, offset, count);
            position += count;
            given += count;
            return count;
        }
    }
}
