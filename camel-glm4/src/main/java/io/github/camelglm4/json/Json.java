package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/**
 * The one place where JSON becomes maps, lists and scalars, and they JSON. Duplicate keys: the last one wins.
 * Nesting deeper than Jackson's default of 1,000 is refused. Thread-safe.
 */
public final class Json {

    // sizes are bounded by maxResponseSize before anything is parsed, so a long string is no danger of its own
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader OBJECTS = MAPPER.readerForMapOf(Object.class);
    private static final ObjectReader VALUES = MAPPER.readerFor(Object.class);

    private Json() {}

    /**
     * A JSON object as a map in the order of its fields.
     *
     * @throws IOException when the bytes are not one JSON object; the message tells the place and nothing of the content
     */
    public static Map<String, Object> readObject(byte[] bytes, int offset, int length) throws IOException {
        try {
            Map<String, Object> object = OBJECTS.readValue(bytes, offset, length);
            if (object == null) {
                throw new IOException("a JSON object is expected, not null");
            }
            return object;
        } catch (JacksonException e) {
            throw new IOException(reason(e), null);
        }
    }

    /**
     * Any JSON value.
     *
     * @throws IOException when the text is not JSON; the message tells the place and nothing of the content
     */
    public static Object readValue(String text) throws IOException {
        try {
            return VALUES.readValue(text);
        } catch (JacksonException e) {
            throw new IOException(reason(e), null);
        }
    }

    /** UTF-8 JSON of maps, lists, scalars and records; numbers without exponent where they are {@code BigDecimal}. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** {@link #write(Object)} as text. */
    public static String writeText(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Jackson quotes the source in its messages; an answer must not leak into logs that way. */
    private static String reason(JacksonException e) {
        JsonLocation place = e.getLocation();
        String where = place == null ? "" : " at byte " + Math.max(place.getByteOffset(), place.getCharOffset());
        return e.getClass().getSimpleName() + where;
    }
}
