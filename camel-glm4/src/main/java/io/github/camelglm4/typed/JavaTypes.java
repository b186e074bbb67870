package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

        ObjectNode schema(ObjectMapper mapper) {
            ObjectNode schema = mapper.createObjectNode().put("type", type);
            if (format != null) {
                schema.put("format", format);
            }
            return pattern == null ? schema : schema.put("pattern", pattern);
        }
    }

    private static final Map<Class<?>, Scalar> SCALARS = Map.ofEntries(
            Map.entry(String.class, new Scalar("string", null)),
            Map.entry(boolean.class, new Scalar("boolean", null)),
            Map.entry(Boolean.class, new Scalar("boolean", null)),
            Map.entry(BigInteger.class, new Scalar("integer", null)),
            Map.entry(BigDecimal.class, new Scalar("number", null)),
            Map.entry(LocalDate.class, new Scalar("string", "date")),
            Map.entry(UUID.class, new Scalar("string", "uuid")),
            Map.entry(URI.class, new Scalar("string", "uri")),
            Map.entry(byte.class, new Scalar("integer", "int8")),
            Map.entry(Byte.class, new Scalar("integer", "int8")),
            Map.entry(short.class, new Scalar("integer", "int16")),
            Map.entry(Short.class, new Scalar("integer", "int16")),
            Map.entry(int.class, new Scalar("integer", "int32")),
            Map.entry(Integer.class, new Scalar("integer", "int32")),
            Map.entry(OptionalInt.class, new Scalar("integer", "int32")),
            Map.entry(long.class, new Scalar("integer", "int64")),
            Map.entry(Long.class, new Scalar("integer", "int64")),
            Map.entry(OptionalLong.class, new Scalar("integer", "int64")),
            Map.entry(float.class, new Scalar("number", "float")),
            Map.entry(Float.class, new Scalar("number", "float")),
            Map.entry(double.class, new Scalar("number", "double")),
            Map.entry(Double.class, new Scalar("number", "double")),
            Map.entry(OptionalDouble.class, new Scalar("number", "double")),
            Map.entry(char.class, new Scalar("string", "char")),
            Map.entry(Character.class, new Scalar("string", "char")),
            Map.entry(Instant.class, new Scalar("string", "date-time")),
            Map.entry(OffsetDateTime.class, new Scalar("string", "date-time")),
            Map.entry(ZonedDateTime.class, new Scalar("string", "date-time")),
            Map.entry(Date.class, new Scalar("string", "date-time")),
            Map.entry(LocalDateTime.class, new Scalar("string", "date-time-local")),
            Map.entry(OffsetTime.class, new Scalar("string", "time")),
            Map.entry(LocalTime.class, new Scalar("string", "time-local")),
            Map.entry(Year.class, new Scalar("integer", "year")),
            Map.entry(YearMonth.class, new Scalar("string", null, "^\\d{4}-(0[1-9]|1[0-2])$")),
            Map.entry(Duration.class, new Scalar("string", "duration", DURATION)),
            Map.entry(Period.class, new Scalar("string", "duration", PERIOD)));

    /** A model must not name classes, or have names looked up in the network. */
    private static final Set<Class<?>> REFUSED =
            Set.of(Class.class, JavaType.class, InetAddress.class, InetSocketAddress.class);

    /** Those that Jackson makes of a text, but does not show how it must look. */
    private static final Set<Class<?>> TEXTS = Stream.concat(
                    Stream.of(FromStringDeserializer.types()), Stream.of(ZoneId.class, ZoneOffset.class, Path.class))
            .filter(type -> !SCALARS.containsKey(type) && !REFUSED.contains(type))
            .collect(Collectors.toUnmodifiableSet());

    private final ObjectMapper mapper;

    JavaTypes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

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
            return inline(mapper.createObjectNode());
        }
        if (Map.class.isAssignableFrom(javaClass)) {
            return inline(map(type.typeParametersFor(Map.class), context));
        }
        Scalar scalar = TEXTS.contains(javaClass) ? new Scalar("string", null) : SCALARS.get(javaClass);
        return scalar == null ? null : inline(scalar.schema(mapper));
    }

    /** As Jackson writes them, whatever annotations say how, and reads them again. */
    private ObjectNode constants(Class<?> enumClass) {
        ArrayNode values = mapper.valueToTree(enumClass.getEnumConstants());
        for (int i = 0; i < values.size(); i++) {
            if (mapper.convertValue(values.get(i), enumClass) != enumClass.getEnumConstants()[i]) {
                throw new IllegalArgumentException("the enum " + enumClass.getName() + " is written as " + values.get(i)
                        + " where it is not read so: JsonCreator needs a JsonValue that goes with it");
            }
        }
        ObjectNode schema = mapper.createObjectNode();
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
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        if (parameters == null || parameters.size() < 2) {
            return schema;
        }
        Class<?> key = parameters.get(0).getErasedType();
        if (key.isEnum()) {
            schema.set("propertyNames", constants(key));
        }
        return schema.set("additionalProperties", context.createDefinitionReference(parameters.get(1)));
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES);
    }
}
