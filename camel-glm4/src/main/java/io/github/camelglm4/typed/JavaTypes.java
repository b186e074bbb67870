package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import io.github.camelglm4.schema.Rules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The schemas of types of the JDK, for the model. */
final class JavaTypes implements CustomDefinitionProviderV2 {

    /** The formats that OpenAI's structured outputs accept; others are rejected there. */
    private static final Set<String> STRICT_FORMATS = Set.of("date", "time", "date-time", "duration", "uuid");

    /** A model must not name classes, or cause lookups of host names. */
    private static final Set<Class<?>> REFUSED =
            Set.of(Class.class, JavaType.class, InetAddress.class, InetSocketAddress.class);

    /** @param format the format of the values that Java reads; null if it is unknown */
    private record Scalar(String type, String format) {}

    private static final Map<Class<?>, Scalar> SCALARS = new HashMap<>();

    static {
        // Jackson does not expose the format of these types
        put("string", null, FromStringDeserializer.types());
        put("string", null, String.class, ZoneId.class, ZoneOffset.class, Path.class);
        put("boolean", null, boolean.class, Boolean.class);
        put("integer", null, BigInteger.class);
        put("integer", "int8", byte.class, Byte.class);
        put("integer", "int16", short.class, Short.class);
        put("integer", "int32", int.class, Integer.class, OptionalInt.class);
        put("integer", "int64", long.class, Long.class, OptionalLong.class);
        put("integer", "year", Year.class);
        put("number", null, BigDecimal.class);
        put("number", "float", float.class, Float.class);
        put("number", "double", double.class, Double.class, OptionalDouble.class);
        put("string", "char", char.class, Character.class);
        put("string", "date", LocalDate.class);
        put("string", "date-time", Instant.class, OffsetDateTime.class, ZonedDateTime.class, Date.class);
        put("string", "date-time-local", LocalDateTime.class);
        put("string", "time", OffsetTime.class);
        put("string", "time-local", LocalTime.class);
        put("string", "year-month", YearMonth.class);
        put("string", "duration", Duration.class);
        put("string", "period", Period.class);
        put("string", "uuid", UUID.class);
        put("string", "uri", URI.class);
    }

    private static void put(String type, String format, Class<?>... javaTypes) {
        Stream.of(javaTypes).forEach(javaType -> SCALARS.put(javaType, new Scalar(type, format)));
    }

    private final boolean strict;

    /** @param strict whether for services that enforce schemas, which only know common formats */
    JavaTypes(boolean strict) {
        this.strict = strict;
    }

    @Override
    public CustomDefinition provideCustomSchemaDefinition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> javaClass = type.getErasedType();
        if (REFUSED.contains(javaClass)) {
            throw new IllegalArgumentException(
                    javaClass.getName() + " is not supported: a model must not choose its value");
        }
        if (javaClass.isEnum()) {
            return inline(constants(javaClass));
        }
        if (JsonNode.class.isAssignableFrom(javaClass)) {
            return inline(object());
        }
        if (Map.class.isAssignableFrom(javaClass)) {
            return inline(map(type.typeParametersFor(Map.class), context));
        }
        Scalar scalar = SCALARS.get(javaClass);
        return scalar == null ? null : inline(schema(scalar));
    }

    private ObjectNode schema(Scalar scalar) {
        ObjectNode schema = object().put("type", scalar.type);
        boolean hasFormat = scalar.format != null && (!strict || STRICT_FORMATS.contains(scalar.format));
        return hasFormat ? schema.put("format", scalar.format) : schema;
    }

    /** Returns the constants as Jackson writes and reads them, with any annotations. */
    private ObjectNode constants(Class<?> enumClass) {
        ArrayNode values = TypedJson.MAPPER.valueToTree(enumClass.getEnumConstants());
        for (int i = 0; i < values.size(); i++) {
            if (TypedJson.MAPPER.convertValue(values.get(i), enumClass)
                    != enumClass.getEnumConstants()[i]) {
                throw new IllegalArgumentException(
                        "the enum " + enumClass.getName() + " is serialized as " + values.get(i)
                                + " but cannot be deserialized from it: JsonCreator needs a matching JsonValue");
            }
        }
        ObjectNode schema = object();
        boolean texts = values.valueStream().allMatch(JsonNode::isTextual);
        schema.put("type", texts ? "string" : "integer");
        return schema.set("enum", values);
    }

    /**
     * Describes the values that can become objects of the class, in plain words.
     *
     * @param isWhole whether the rejected value is a whole number
     */
    static String words(Class<?> type, boolean isWhole) {
        if (type.isEnum()) {
            return rule("enum", TypedJson.MAPPER.valueToTree(type.getEnumConstants()));
        }
        Scalar scalar = SCALARS.get(type);
        if (scalar == null) {
            boolean isList = type.isArray() || Collection.class.isAssignableFrom(type);
            return rule("type", TextNode.valueOf(isList ? "array" : "object"));
        }
        boolean isText = scalar.type.equals("string");
        if (scalar.format != null && (isWhole || isText)) {
            return rule("format", TextNode.valueOf(scalar.format));
        }
        return isText && type != String.class
                ? "must be a " + type.getSimpleName()
                : rule("type", TextNode.valueOf(scalar.type));
    }

    private static String rule(String keyword, JsonNode expected) {
        return Rules.words(keyword, expected, null);
    }

    private ObjectNode map(List<ResolvedType> parameters, SchemaGenerationContext context) {
        ObjectNode schema = object().put("type", "object");
        if (parameters == null || parameters.size() < 2) {
            return schema;
        }
        Class<?> key = parameters.get(0).getErasedType();
        if (key.isEnum()) {
            schema.set("propertyNames", constants(key));
        }
        return schema.set("additionalProperties", context.createDefinitionReference(parameters.get(1)));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES);
    }
}
