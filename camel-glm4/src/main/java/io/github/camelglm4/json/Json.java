package io.github.camelglm4.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into maps, lists and scalars, and is the only writer of JSON. For duplicate keys, the last one wins.
 * Nesting deeper than Jackson's default of 1,000 is rejected. Thread-safe.
 *
 * <p>It processes tokens: Jackson's binding would load 500 more classes, which takes an eighth of the time from the
 * start of an application to its first answer.
 */
public final class Json {

    // maxResponseSize limits the size before anything is parsed, so long strings need no limit of their own
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** Jackson's binding, loaded with the first value that is not a map, list or scalar. */
    private static final class Databind {
        static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);
    }

    private Json() {}

    /**
     * Reads a JSON object as a map in the order of its fields.
     *
     * @throws IOException if the bytes are not one JSON object; the message contains the position, but no content
     */
    public static Map<String, Object> readObject(byte[] bytes, int offset, int length) throws IOException {
        return readObject(bytes, offset, length, ObjectMemory.usual());
    }

    /**
     * As {@link #readObject(byte[], int, int)}.
     *
     * @param memory the limit for its objects
     * @throws JsonTooLargeException if they need more memory
     */
    public static Map<String, Object> readObject(byte[] bytes, int offset, int length, ObjectMemory memory)
            throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("expected a JSON object, but found "
                        + (parser.currentToken() == null ? "nothing" : parser.currentToken()));
            }
            memory.add(ObjectMemory.VALUE);
            Map<String, Object> object = map(parser, memory);
            requireEnd(parser);
            return object;
        } catch (JacksonException e) {
            throw new IOException(reason(e, 0), null);
        }
    }

    /** As {@link #readObject(byte[], int, int)}, for text. */
    public static Map<String, Object> readObject(String text) throws IOException {
        if (readValue(text) instanceof Map<?, ?> object) {
            @SuppressWarnings("unchecked")
            Map<String, Object> fields = (Map<String, Object>) object;
            return fields;
        }
        throw new IOException("expected a JSON object");
    }

    /**
     * Reads any JSON value.
     *
     * @throws IOException if the text is not JSON; the message contains the position, but no content
     */
    public static Object readValue(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IOException("expected a JSON value, but found nothing");
            }
            Object value = value(parser, ObjectMemory.usual());
            requireEnd(parser);
            return value;
        } catch (JacksonException e) {
            throw new IOException(reason(e, 0), null);
        }
    }

    /**
     * Writes maps, lists, scalars and everything that Jackson can bind as JSON in UTF-8: a {@code BigDecimal} without
     * exponent, and U+FFFD for each lone surrogate.
     *
     * @throws IllegalArgumentException if it contains a value that cannot be written as JSON
     */
    public static byte[] write(Object value) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        write(value, () -> FACTORY.createGenerator(bytes));
        return bytes.toByteArray();
    }

    /** {@link #write(Object)} as text. */
    public static String writeText(Object value) {
        StringWriter text = new StringWriter();
        write(value, () -> FACTORY.createGenerator(text));
        return text.toString();
    }

    /** Returns maps, lists and scalars as a tree; a tree is returned unchanged. */
    public static JsonNode tree(Object value) {
        return value instanceof JsonNode tree ? tree : Databind.MAPPER.valueToTree(value);
    }

    /**
     * Reads the value that begins with the current token, as {@link #readValue} does; its last token is then the
     * current one.
     *
     * @param memory the limit for the objects
     */
    public static Object value(JsonParser parser, ObjectMemory memory) throws IOException {
        memory.add(ObjectMemory.VALUE);
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> map(parser, memory);
            case START_ARRAY -> list(parser, memory);
            default -> null;
        };
    }

    private static Map<String, Object> map(JsonParser parser, ObjectMemory memory) throws IOException {
        memory.add(ObjectMemory.CONTAINER);
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            memory.add(ObjectMemory.FIELD);
            map.put(name, value(parser, memory));
        }
        return map;
    }

    private static List<Object> list(JsonParser parser, ObjectMemory memory) throws IOException {
        memory.add(ObjectMemory.CONTAINER);
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, memory));
        }
        return list;
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("unexpected content after the JSON value");
        }
    }

    private static void write(Object value, Output output) {
        try (JsonGenerator generator = output.open()) {
            write(generator, value);
        } catch (IOException e) {
            String reason = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
            throw new IllegalArgumentException("cannot be written as JSON: " + reason, e);
        }
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof String text) {
            generator.writeString(wellFormed(text));
        } else if (value instanceof Map<?, ?> map && isObject(map)) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                generator.writeFieldName(wellFormed((String) field.getKey()));
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value == null) {
            generator.writeNull();
        } else if (value instanceof Number number) {
            number(generator, number);
        } else {
            bind(generator, value);
        }
    }

    /** Returns the text with U+FFFD for each lone surrogate; the text itself if it has none. Null for null. */
    static String wellFormed(String text) {
        StringBuilder repaired = null;
        int length = text == null ? 0 : text.length();
        for (int at = 0; at < length; at++) {
            int character = text.codePointAt(at);
            if (Character.isSupplementaryCodePoint(character)) {
                at++;
            } else if (Character.isSurrogate((char) character)) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(at, '\uFFFD');
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    /**
     * Sets the codec, which serializers may use: the generator has none if it was created before the binding was
     * loaded.
     */
    private static void bind(JsonGenerator generator, Object value) throws IOException {
        JsonGenerator wellFormed = new WellFormedGenerator(generator);
        wellFormed.setCodec(Databind.MAPPER);
        Databind.MAPPER.writeValue(wellFormed, value);
    }

    private static boolean isObject(Map<?, ?> map) {
        for (Object name : map.keySet()) {
            if (!(name instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private static void number(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Integer i) {
            generator.writeNumber(i);
        } else if (number instanceof Long l) {
            generator.writeNumber(l);
        } else if (number instanceof Double d) {
            generator.writeNumber(d);
        } else if (number instanceof Float f) {
            generator.writeNumber(f);
        } else if (number instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            generator.writeNumber(integer);
        } else {
            bind(generator, number);
        }
    }

    /** The target of JSON. */
    @FunctionalInterface
    private interface Output {
        JsonGenerator open() throws IOException;
    }

    /**
     * Returns a message without the source, which Jackson quotes: an answer must not appear in logs.
     *
     * @param begin the position of the document in the input of the parser
     */
    static String reason(JacksonException e, long begin) {
        JsonLocation place = e.getLocation();
        String where =
                place == null ? "" : " at byte " + (Math.max(place.getByteOffset(), place.getCharOffset()) - begin);
        return e.getClass().getSimpleName() + where;
    }
}
