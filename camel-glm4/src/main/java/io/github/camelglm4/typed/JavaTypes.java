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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schemas of Java's own types: what a model is told of them. */
final class JavaTypes implements CustomDefinitionProviderV2 {

    // of the format's durations, Java has one type for days and less, and one for days and more
    private static final String DURATION = "^P(\\d{1,6}D)?(T(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?$";
    private static final String PERIOD = "^P(\\d{1,6}Y)?(\\d{1,6}M)?(\\d{1,6}W)?(\\d{1,6}D)?$";

    private record Scalar(String type, String format, String pattern) {

        Scalar(String type, String format) {
            this(type, format, null);
        }

        ObjectNode schema() {
            ObjectNode schema = object().put("type", type);
            if (format != null) {
                schema.put("format", format);
            }
            return pattern == null ? schema : schema.put("pattern", pattern);
        }
    }

    private static final Map<Class<?>, Scalar> SCALARS = new HashMap<>();

    static {
        put(new Scalar("string", null), String.class);
        put(new Scalar("boolean", null), boolean.class, Boolean.class);
        put(new Scalar("integer", null), BigInteger.class);
        put(new Scalar("integer", "int8"), byte.class, Byte.class);
        put(new Scalar("integer", "int16"), short.class, Short.class);
        put(new Scalar("integer", "int32"), int.class, Integer.class, OptionalInt.class);
        put(new Scalar("integer", "int64"), long.class, Long.class, OptionalLong.class);
        put(new Scalar("integer", "year"), Year.class);
        put(new Scalar("number", null), BigDecimal.class);
        put(new Scalar("number", "float"), float.class, Float.class);
        put(new Scalar("number", "double"), double.class, Double.class, OptionalDouble.class);
        put(new Scalar("string", "char"), char.class, Character.class);
        put(new Scalar("string", "date"), LocalDate.class);
        put(new Scalar("string", "date-time"), Instant.class, OffsetDateTime.class, ZonedDateTime.class, Date.class);
        put(new Scalar("string", "date-time-local"), LocalDateTime.class);
        put(new Scalar("string", "time"), OffsetTime.class);
        put(new Scalar("string", "time-local"), LocalTime.class);
        put(new Scalar("string", null, "^\\d{4}-(0[1-9]|1[0-2])$"), YearMonth.class);
        put(new Scalar("string", "duration", DURATION), Duration.class);
        put(new Scalar("string", "duration", PERIOD), Period.class);
        put(new Scalar("string", "uuid"), UUID.class);
        put(new Scalar("string", "uri"), URI.class);
    }

    private static void put(Scalar scalar, Class<?>... types) {
        Stream.of(types).forEach(type -> SCALARS.put(type, scalar));
    }

    /** A model must not name classes, or have names looked up in the network. */
    private static final Set<Class<?>> REFUSED =
            Set.of(Class.class, JavaType.class, InetAddress.class, InetSocketAddress.class);

    /** Those that Jackson makes of a text, but does not show how it must look. */
    private static final Set<Class<?>> TEXTS = Stream.concat(
                    Stream.of(FromStringDeserializer.types()), Stream.of(ZoneId.class, ZoneOffset.class, Path.class))
            .filter(type -> !SCALARS.containsKey(type) && !REFUSED.contains(type))
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public CustomDefinition provideCustomSchemaDefinition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> javaClass = type.getErasedType();
        if (REFUSED.contains(javaClass)) {
            throw new IllegalArgumentException(javaClass.getName() + " is not for a model to choose");
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
        Scalar scalar = TEXTS.contains(javaClass) ? new Scalar("string", null) : SCALARS.get(javaClass);
        return scalar == null ? null : inline(scalar.schema());
    }

    /** As Jackson writes them, whatever annotations say how, and reads them again. */
    private ObjectNode constants(Class<?> enumClass) {
        ArrayNode values = TypedJson.MAPPER.valueToTree(enumClass.getEnumConstants());
        for (int i = 0; i < values.size(); i++) {
            if (TypedJson.MAPPER.convertValue(values.get(i), enumClass)
                    != enumClass.getEnumConstants()[i]) {
                throw new IllegalArgumentException("the enum " + enumClass.getName() + " is written as " + values.get(i)
                        + " where it is not read so: JsonCreator needs a JsonValue that goes with it");
            }
        }
        ObjectNode schema = object();
        boolean texts = values.valueStream().allMatch(JsonNode::isTextual);
        schema.put("type", texts ? "string" : "integer");
        return schema.set("enum", values);
    }

    /**
     * What a value must be that is to become an object of the class, in plain words.
     *
     * @param isNumber whether it is a number, though a wrong one
     */
    static String words(Class<?> type, boolean isNumber) {
        if (type.isEnum()) {
            return rule("enum", TypedJson.MAPPER.valueToTree(type.getEnumConstants()));
        }
        Scalar scalar = SCALARS.get(type);
        if (scalar == null) {
            boolean isList = type.isArray() || Collection.class.isAssignableFrom(type);
            boolean isText = TEXTS.contains(type) || type.getPackageName().startsWith("java.");
            return isText && !isList && !Map.class.isAssignableFrom(type)
                    ? "must be a " + type.getSimpleName()
                    : rule("type", TextNode.valueOf(isList ? "array" : "object"));
        }
        if (scalar.format != null && (isNumber || scalar.type.equals("string"))) {
            return rule("format", TextNode.valueOf(scalar.format));
        }
        return scalar.pattern == null
                ? rule("type", TextNode.valueOf(scalar.type))
                : rule("pattern", TextNode.valueOf(scalar.pattern));
    }

    private static String rule(String keyword, JsonNode asked) {
        return Rules.words(keyword, asked, null);
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
