package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schemas of Java's own types, so narrow that Jackson can read every value that fits. */
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
            .filter(type -> type != URI.class && !REFUSED.contains(type))
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
        if (!texts) {
            schema.put("format", "whole");
        }
        return schema.set("enum", values);
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
