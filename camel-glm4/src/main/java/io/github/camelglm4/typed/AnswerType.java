package io.github.camelglm4.typed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.schema.Schema;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The type of answers: objects of a class, or maps and lists that match a schema. Models write objects; any other value
 * (a list, an enum constant, a number) is therefore requested as the only property, {@value #VALUE}, of an object.
 * Created once, when an endpoint starts; answers do not generate a schema.
 *
 * @param name the configured type, for messages
 * @param title a short name for the service
 * @param schema the JSON Schema for the model, always of an object
 * @param strictSchema the same for services that enforce schemas
 * @param wrapped whether the object only contains another value
 * @param trees parses the JSON
 * @param reader converts the JSON to the value, or returns why it does not match
 */
public record AnswerType(
        String name,
        String title,
        Map<String, Object> schema,
        Map<String, Object> strictSchema,
        boolean wrapped,
        ObjectReader trees,
        Function<JsonNode, Reading> reader) {

    static final String VALUE = "value";

    record Value<T>(T value) {}

    private record Values<T>(List<T> value) {}

    /**
     * Creates the type of objects of a class.
     *
     * @param name the configured class for messages, such as {@code outputClass com.acme.Invoice}
     * @throws IllegalArgumentException starting with the name, if the class cannot be used for answers
     */
    public static AnswerType of(String name, Type type) {
        JavaType read = TypedJson.MAPPER.constructType(type);
        String title = read.getRawClass().getSimpleName();
        return WrappedSchema.isNeeded(generated(name, false, type))
                ? ofClass(name, title, valueOf(read), Value.class, type)
                : ofClass(name, title, read, type);
    }

    /** Creates the type of lists of objects of a class; otherwise as {@link #of(String, Type)}. */
    public static AnswerType listOf(String name, Type type) {
        JavaType element = TypedJson.MAPPER.constructType(type);
        JavaType list = TypedJson.MAPPER.getTypeFactory().constructCollectionType(List.class, element);
        return ofClass(name, element.getRawClass().getSimpleName() + "List", valueOf(list), Values.class, type);
    }

    private static JavaType valueOf(JavaType type) {
        return TypedJson.MAPPER.getTypeFactory().constructParametricType(Value.class, type);
    }

    /**
     * Creates the type of values that match a schema: maps, lists, text, numbers.
     *
     * @throws IllegalArgumentException starting with the name, if it is not a schema
     */
    public static AnswerType of(String name, Map<String, Object> schema) {
        boolean wrapped = WrappedSchema.isNeeded(schema);
        Schema own = Schema.of(name, schema);
        Schema requested = wrapped ? Schema.of(name, WrappedSchema.of(schema, VALUE)) : own;
        return new AnswerType(
                name,
                title(Fields.text(schema, "title")),
                requested.json(),
                requested.json(),
                wrapped,
                TypedJson.TREES,
                json -> fitting(requested, wrapped, json));
    }

    private static Reading fitting(Schema schema, boolean wrapped, JsonNode json) {
        List<Finding> findings = schema.findings(json);
        return findings.isEmpty()
                ? Reading.fits(TypedJson.MAPPER.convertValue(wrapped ? json.get(VALUE) : json, Object.class))
                : Reading.unfit(findings);
    }

    private static AnswerType ofClass(String name, String title, JavaType read, Type described, Type... parameters) {
        Map<String, Object> schema = generated(name, false, described, parameters);
        ObjectReader objects = TypedJson.MAPPER.readerFor(read);
        requireReadable(name, objects);
        return new AnswerType(
                name,
                title(title),
                schema,
                generated(name, true, described, parameters),
                read.hasRawClass(Value.class),
                // keeps the digits of amounts
                TypedJson.TREES.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS),
                new ClassReader(objects)::read);
    }

    /** Detects at startup a class of which Jackson cannot create objects at all. */
    private static void requireReadable(String name, ObjectReader objects) {
        try {
            objects.readValue("{}");
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(name + " cannot be read by Jackson: " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            // an empty object does not match, but another one may
        }
    }

    private static Map<String, Object> generated(String name, boolean strict, Type type, Type... parameters) {
        try {
            return TypedJson.object(ClassSchema.of(strict, type, parameters));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(name + " cannot be described by a JSON Schema: " + e.getMessage(), e);
        }
    }

    /** Returns a title that services accept. Source: platform.openai.com, structured outputs. */
    private static String title(String text) {
        String title = text == null ? "" : text.replaceAll("[^A-Za-z0-9_-]", "_");
        return title.isBlank() ? "answer" : title.substring(0, Math.min(title.length(), 64));
    }
}
