package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one place where JSON becomes maps, lists and scalars, and they JSON. Duplicate keys: the last one wins.
 * Nesting deeper than Jackson's default of 1,000 is refused. Thread-safe.
 */
public final class Json {

    // sizes are bounded by maxResponseSize before anything is parsed, so a long string is no danger of its own
    static final JsonFactory FACTORY = JsonFactory.builder()
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
            throw new IOException(reason(e, 0), null);
        }
    }

    /** As {@link #readObject(byte[], int, int)}, from text. */
    public static Map<String, Object> readObject(String text) throws IOException {
        if (readValue(text) instanceof Map<?, ?> object) {
            @SuppressWarnings("unchecked")
            Map<String, Object> fields = (Map<String, Object>) object;
            return fields;
        }
        throw new IOException("a JSON object is expected");
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
            throw new IOException(reason(e, 0), null);
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

    /** Maps, lists and scalars as a tree; a tree is given back as it is. */
    public static JsonNode tree(Object value) {
        return value instanceof JsonNode tree ? tree : MAPPER.valueToTree(value);
    }

    /**
     * The value on whose first token the parser stands, as {@link #readValue} gives it; the parser then stands on its last
     * token.
     */
    public static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> map(parser);
            case START_ARRAY -> list(parser);
            default -> null;
        };
    }

    private static Map<String, Object> map(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    /**
     * Jackson quotes the source in its messages; an answer must not leak into logs that way.
     *
     * @param begin where the document begins in what the parser has read
     */
    static String reason(JacksonException e, long begin) {
        JsonLocation place = e.getLocation();
        String where =
                place == null ? "" : " at byte " + (Math.max(place.getByteOffset(), place.getCharOffset()) - begin);
        return e.getClass().getSimpleName() + where;
    }
}
