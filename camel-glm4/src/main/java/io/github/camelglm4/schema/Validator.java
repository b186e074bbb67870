package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.DefaultJsonMetaSchemaFactory;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.FormatValidator;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.AllowSchemaLoader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The only class that uses the library for JSON Schema; limits its work. Thread-safe. */
final class Validator {

    /** More findings would not help the model or the user. */
    private static final int MOST_FINDINGS = 20;

    /** Steps of a check, in addition to those for each value: nested alternatives multiply. */
    private static final int MOST_STEPS = 200_000;

    private static final int STEPS_EACH = 20;

    /** Invisible in messages. */
    private static final String ESCAPE = "\u200B";

    /** The dialects that the jar of the library contains, under the addresses of json-schema.org. */
    private static final Pattern DIALECTS = Pattern.compile("classpath:/*draft[-/][0-9-]+(/[a-z-]+)++");

    /** Without a cache of references, which would grow with every new path through a recursive schema. */
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .cacheRefs(false)
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .preloadJsonSchema(false)
            .regularExpressionFactory(Validator::pattern)
            .build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(new AllowSchemaLoader(
                            iri -> DIALECTS.matcher(iri.toString()).matches())))
                    .metaSchema(lenient(
                            JsonSchemaFactory.checkVersion(VersionFlag.V202012).getInstance()))
                    .metaSchemaFactory((iri, factory, config) ->
                            lenient(DefaultJsonMetaSchemaFactory.getInstance().getMetaSchema(iri, factory, config))));

    private final JsonSchema schema;

    private Validator(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @param name the name of the schema in the configuration, for the message
     * @throws IllegalArgumentException naming the mistake, if it is not a schema or has an unresolved reference
     */
    static Validator of(String name, JsonNode json) {
        try {
            List<Finding> findings = new Validator(dialect(json.get("$schema"))).findings(json);
            if (!findings.isEmpty()) {
                throw new IllegalArgumentException(
                        name + " is not a valid JSON Schema: " + Finding.sentences(findings));
            }
            JsonSchema schema = FACTORY.getSchema(escaped(json, true), CONFIG);
            schema.initializeValidators();
            Validator validator = new Validator(schema);
            // any value shows that a schema refers to itself without another rule
            validator.findings(json);
            return validator;
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(name + " is not a valid JSON Schema: it refers to itself endlessly");
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException(name + " is not a valid JSON Schema: " + reason(e), e);
        }
    }

    private static JsonSchema dialect(JsonNode named) {
        String iri = named != null && named.isTextual()
                ? named.textValue()
                : FACTORY.getMetaSchema(VersionFlag.V202012.getId(), CONFIG).getIri();
        return FACTORY.getSchema(SchemaLocation.of(iri), CONFIG);
    }

    /** Removes the location of a value, which is empty for a schema. */
    private static String reason(JsonSchemaException e) {
        return e.getMessage().startsWith(": ") ? e.getMessage().substring(2) : e.getMessage();
    }

    /**
     * Returns why a value does not match: at most {@value #MOST_FINDINGS} findings.
     *
     * @throws BoundedPattern.TooManySteps if the check takes too much work
     */
    List<Finding> findings(JsonNode value) {
        ExecutionConfig config = schema.createExecutionContext().getExecutionConfig();
        BoundedExecution execution = new BoundedExecution(config, MOST_STEPS + STEPS_EACH * Schema.size(value));
        return BoundedPattern.within(() -> schema.validate(execution, escaped(value, false), OutputFormat.DEFAULT))
                .stream()
                .limit(MOST_FINDINGS)
                .map(Validator::finding)
                .distinct()
                .toList();
    }

    private static Finding finding(ValidationMessage message) {
        String place = "";
        JsonNodePath path = message.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            place = step instanceof Integer index
                    ? Finding.element(place, index)
                    : Finding.inside(place, step.toString());
        }
        String rule = Rules.words(message.getType(), message.getSchemaNode(), message.getError());
        // missing and unknown properties are reported at their own location
        return message.getProperty() != null
                ? new Finding(Finding.inside(place, message.getProperty()), rule, null)
                : Finding.of(place, rule, message.getInstanceNode());
    }

    /** Escapes names that begin with {@code #}, which the library skips in rules for additional properties. */
    private static JsonNode escaped(JsonNode json, boolean isSchema) {
        if (json.isArray()) {
            ArrayNode escaped = JsonNodeFactory.instance.arrayNode(json.size());
            json.forEach(element -> escaped.add(escaped(element, isSchema)));
            return escaped;
        }
        if (!json.isObject()) {
            return json;
        }
        ObjectNode escaped = JsonNodeFactory.instance.objectNode();
        json.properties()
                .forEach(member -> escaped.set(escaped(member.getKey()), escaped(member.getValue(), isSchema)));
        if (isSchema && json.path("required").isArray()) {
            ArrayNode required = escaped.putArray("required");
            json.get("required").forEach(name -> required.add(escaped(name.asText())));
        }
        return escaped;
    }

    private static String escaped(String name) {
        return name.startsWith("#") ? ESCAPE + name : name;
    }

    private static RegularExpression pattern(String expression) {
        BoundedPattern pattern = BoundedPattern.of(expression);
        return text -> pattern.matches(text.startsWith(ESCAPE + "#") ? text.substring(1) : text);
    }

    private static JsonMetaSchema lenient(JsonMetaSchema dialect) {
        return JsonMetaSchema.builder(dialect)
                .formats(formats -> formats.replaceAll((name, format) -> BoundedFormat.of(format)))
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
    }

    /** Counts the steps of a check, because each part of it reads the configuration repeatedly. */
    private static final class BoundedExecution extends ExecutionContext {

        private int left;

        BoundedExecution(ExecutionConfig config, int mostSteps) {
            super(config);
            left = mostSteps;
        }

        @Override
        public ExecutionConfig getExecutionConfig() {
            left--;
            if (left < 0) {
                throw new BoundedPattern.TooManySteps();
            }
            return super.getExecutionConfig();
        }
    }

    /**
     * A format that rejects very long texts: the time of the library's regular expressions can grow with the square of
     * the length.
     */
    private record BoundedFormat(Format format) implements Format {

        private static final int LONGEST = 2_000;

        /** Parsed in one pass; a data URL can have any length. */
        private static final Set<String> UNBOUNDED = Set.of("uri", "uri-reference", "iri", "iri-reference");

        static Format of(Format format) {
            return UNBOUNDED.contains(format.getName()) ? format : new BoundedFormat(format);
        }

        @Override
        public String getName() {
            return format.getName();
        }

        @Override
        public String getMessageKey() {
            return format.getMessageKey();
        }

        @Override
        public boolean matches(
                ExecutionContext execution,
                ValidationContext context,
                JsonNode value,
                JsonNode root,
                JsonNodePath place,
                boolean assertions,
                FormatValidator validator) {
            boolean tooLong = value.isTextual() && value.textValue().length() > LONGEST;
            return !tooLong && format.matches(execution, context, value, root, place, assertions, validator);
        }
    }
}
