package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JsonPropertySorter;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Generates the JSON Schema of a Java type, for JSON that Jackson can read as that type. Properties are in the order of
 * their declaration, in which a model writes them. All are required, except Optional ones and those with an annotation
 * {@code Nullable} or {@code JsonProperty(isRequired = FALSE)}, which may be missing or null. Undeclared properties are
 * rejected, as by Jackson, unless the class has {@code JsonIgnoreProperties(ignoreUnknown = true)} or a
 * {@code JsonAnySetter}.
 */
final class ClassSchema {

    private ClassSchema() {}

    /**
     * Generates the schema, which is slow.
     *
     * @param strict for services that enforce schemas: every property is required, an optional one may be null; only
     *     common formats are used
     * @param parameters the type parameters of a generic type
     */
    static ObjectNode of(boolean strict, Type type, Type... parameters) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        TypedJson.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.PLAIN_DEFINITION_KEYS)
                .with(new JacksonModule());
        config.forTypesInGeneral()
                .withPropertySorter(new JsonPropertySorter(false))
                .withAdditionalPropertiesResolver(ClassSchema::additionalProperties)
                .withTypeAttributeOverride((node, scope, context) -> {
                    if (DelegatingTypes.delegate(scope.getType()).isEmpty()) {
                        requireReadable(scope.getType(), node);
                    }
                })
                .withCustomDefinitionProvider(new JavaTypes(strict))
                .withCustomDefinitionProvider(new DelegatingTypes());
        config.forFields()
                .withIgnoreCheck(field -> !JacksonProperties.isSet(field))
                .withCustomDefinitionProvider(ClassSchema::ownDateFormat)
                .withRequiredCheck(field -> strict || !JacksonProperties.isOptional(field))
                .withNullableCheck(JacksonProperties::isOptional);
        ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(type, parameters);
        schema.findParents("allOf").stream()
                // otherwise allOf is the name of a property
                .filter(parent -> parent.path("allOf").isArray())
                .forEach(parent -> joinUnwrapped((ObjectNode) parent));
        NamedSubtypes.join(schema);
        return schema;
    }

    /** Detects at startup a type that no answer can fit, which would cause useless requests. */
    private static void requireReadable(ResolvedType type, ObjectNode schema) {
        Class<?> javaClass = type.getErasedType();
        if (!"object".equals(schema.path("type").asText()) || Map.class.isAssignableFrom(javaClass)) {
            return;
        }
        if (Modifier.isAbstract(javaClass.getModifiers())) {
            throw new IllegalArgumentException(javaClass.getName()
                    + " is abstract: add JsonTypeInfo, and JsonSubTypes with the names of its subtypes");
        }
        if (!schema.has("properties") && !javaClass.isRecord() && !JacksonProperties.isAnySet(type)) {
            throw new IllegalArgumentException(javaClass.getName() + " has no property that Jackson sets");
        }
    }

    /** Returns Object if any additional property is allowed, otherwise null. */
    private static Type additionalProperties(TypeScope scope) {
        Class<?> type = scope.getType().getErasedType();
        JsonIgnoreProperties ignored = type.getAnnotation(JsonIgnoreProperties.class);
        boolean noBean = type.isEnum() || Map.class.isAssignableFrom(type) || JsonNode.class.isAssignableFrom(type);
        boolean lenient = noBean || ignored != null && ignored.ignoreUnknown();
        return lenient || JacksonProperties.isAnySet(scope.getType()) ? Object.class : null;
    }

    /** A date pattern is not a JSON Schema pattern: the description contains it, and the parser checks it. */
    private static CustomPropertyDefinition ownDateFormat(FieldScope field, SchemaGenerationContext context) {
        JsonFormat format = field.getAnnotationConsideringFieldAndGetter(JsonFormat.class);
        if (format == null || format.pattern().isEmpty()) {
            return null;
        }
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        schema.put("type", "string").put("description", "in the format " + format.pattern());
        return new CustomPropertyDefinition(schema);
    }

    /** Merges the separate schemas of unwrapped properties, which forbid the properties around them. */
    private static void joinUnwrapped(ObjectNode parent) {
        Set<JsonNode> required = new LinkedHashSet<>();
        parent.withArray("required").forEach(required::add);
        parent.remove("allOf").forEach(part -> {
            if (!part.has("properties")) {
                throw new IllegalArgumentException(
                        "a property with several values has a JsonTypeInfo: move it to the class of the values");
            }
            parent.withObjectProperty("properties").setAll((ObjectNode) part.path("properties"));
            part.path("required").forEach(required::add);
        });
        parent.withArray("required").removeAll().addAll(required);
    }
}
