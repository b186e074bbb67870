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
 * The JSON Schema of a Java type: of what Jackson makes an object of it. Properties are in the order in which they are
 * declared, for a model writes them in that order. All are required, but for Optional ones, and those that an
 * annotation {@code Nullable} or {@code JsonProperty(isRequired = FALSE)} says may be missing; these may be null too.
 * Others than the declared ones are refused, as Jackson would, unless {@code JsonIgnoreProperties(ignoreUnknown =
 * true)} or a {@code JsonAnySetter}.
 */
final class ClassSchema {

    private ClassSchema() {}

    /**
     * Generates the schema, which takes its time.
     *
     * @param strict for services that enforce schemas: every property is required, one that may be missing is null
     *     instead; and no formats but the usual ones
     * @param parameters where the type is generic
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
                // else it is the name of a property
                .filter(parent -> parent.path("allOf").isArray())
                .forEach(parent -> joinUnwrapped((ObjectNode) parent));
        NamedSubtypes.join(schema);
        return schema;
    }

    /** What no answer could ever become is found at the start, and not by asking again and again. */
    private static void requireReadable(ResolvedType type, ObjectNode schema) {
        Class<?> javaClass = type.getErasedType();
        if (!"object".equals(schema.path("type").asText()) || Map.class.isAssignableFrom(javaClass)) {
            return;
        }
        if (Modifier.isAbstract(javaClass.getModifiers())) {
            throw new IllegalArgumentException(javaClass.getName()
                    + " is abstract: JsonTypeInfo with the names of JsonSubTypes says what it may be");
        }
        if (!schema.has("properties") && !javaClass.isRecord() && !JacksonProperties.isAnySet(type)) {
            throw new IllegalArgumentException(javaClass.getName() + " has no property that Jackson sets");
        }
    }

    /** Object stands for anything. */
    private static Type additionalProperties(TypeScope scope) {
        Class<?> type = scope.getType().getErasedType();
        JsonIgnoreProperties ignored = type.getAnnotation(JsonIgnoreProperties.class);
        boolean noBean = type.isEnum() || Map.class.isAssignableFrom(type) || JsonNode.class.isAssignableFrom(type);
        boolean lenient = noBean || ignored != null && ignored.ignoreUnknown();
        return lenient || JacksonProperties.isAnySet(scope.getType()) ? Object.class : null;
    }

    /** A pattern for dates is not one of JSON Schema: it is told in words, and found out by reading. */
    private static CustomPropertyDefinition ownDateFormat(FieldScope field, SchemaGenerationContext context) {
        JsonFormat format = field.getAnnotationConsideringFieldAndGetter(JsonFormat.class);
        if (format == null || format.pattern().isEmpty()) {
            return null;
        }
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        schema.put("type", "string").put("description", "in the format " + format.pattern());
        return new CustomPropertyDefinition(schema);
    }

    /** What is unwrapped comes as a schema of its own, which forbids the properties around it. */
    private static void joinUnwrapped(ObjectNode parent) {
        Set<JsonNode> required = new LinkedHashSet<>();
        parent.withArray("required").forEach(required::add);
        parent.remove("allOf").forEach(part -> {
            if (!part.has("properties")) {
                throw new IllegalArgumentException(
                        "a property of several values has a JsonTypeInfo, which belongs to the class of the values");
            }
            parent.withObjectProperty("properties").setAll((ObjectNode) part.path("properties"));
            part.path("required").forEach(required::add);
        });
        parent.withArray("required").removeAll().addAll(required);
    }
}
