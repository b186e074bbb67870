package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.DefaultJsonMetaSchemaFactory;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.AllowSchemaLoader;
import io.github.camelglm4.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A JSON Schema, checked once. Draft 2020-12 unless its {@code $schema} says another one; a {@code format}
 * is required, not merely noted, and unknown keywords are passed over. References lead to places in the schema itself:
 * nothing is ever fetched. Thread-safe.
 */
public final class Schema {

    /** More findings than anybody, a model included, would work through at once. */
    private static final int MOST_FINDINGS = 20;

    /**
     * How many values one compiled form checks. The library keeps something of every new way through a recursive schema for
     * as long as that form lives, and a model never runs out of ways.
     */
    private static final int VALUES_EACH = 100;

    /**
     * How deep a value may be. The library recurses, several calls a level, on whatever stack its caller has left: it must
     * never be a value's depth, and with it the model, that decides whether the stack is enough.
     */
    private static final int DEEPEST = 100;

    /** How many values one may hold: the library tells of each whatever is wrong, and keeps it until it has told all. */
    private static final int MOST_VALUES = 100_000;

    /** That many values may be on ten levels; with more levels, fewer. */
    private static final int MOST_WEIGHT = 10 * MOST_VALUES;

    /** What is wrong with JSON that is too large to be checked. */
    public static final Finding TOO_MANY_VALUES =
            new Finding("", "must not hold more than " + MOST_VALUES + " values", null);

    private static final Finding TOO_DEEP =
            new Finding("", "must not be nested deeper than " + DEEPEST + " levels", null);

    private static final Finding TOO_MUCH =
            new Finding("", "is too much to be checked: write less of it, or with fewer levels", null);

    /** How much work a value may make, beside that for each value that it holds: alternatives within alternatives multiply. */
    private static final int MOST_STEPS = 200_000;

    private static final int STEPS_EACH = 20;

    private static final String DIALECT = "$schema";

    /** Older drafts know no {@code if}, and would pass it over. */
    private static final Pattern WITHOUT_IF = Pattern.compile(".*draft-0[346].*");

    /** What the library keeps in its own jar, under the addresses of json-schema.org. */
    private static final Pattern DIALECTS = Pattern.compile("classpath:/*draft[-/][0-9-]+(/[a-z-]+)++");

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .cacheRefs(false)
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .preloadJsonSchema(false)
            .regularExpressionFactory(BoundedPattern::of)
            .build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(new AllowSchemaLoader(
                            iri -> DIALECTS.matcher(iri.toString()).matches())))
                    .metaSchema(lenient(
                            JsonSchemaFactory.checkVersion(VersionFlag.V202012).getInstance()))
                    .metaSchemaFactory((iri, factory, config) ->
                            lenient(DefaultJsonMetaSchemaFactory.getInstance().getMetaSchema(iri, factory, config))));

    private final Map<String, Object> json;
    private final JsonNode node;
    private final AtomicReference<Compiled> compiled;

    private Schema(Map<String, Object> json, JsonNode node, Compiled compiled) {
        this.json = json;
        this.node = node;
        this.compiled = new AtomicReference<>(compiled);
    }

    /** A compiled form, and how many values it still checks. */
    private record Compiled(JsonSchema schema, AtomicInteger left) {

        static Compiled of(JsonNode node) {
            boolean conditions =
                    !WITHOUT_IF.matcher(node.path(DIALECT).asText()).matches();
            JsonSchema schema = FACTORY.getSchema(conditions ? Alternatives.toldApart(node) : node, CONFIG);
            schema.initializeValidators();
            return new Compiled(schema, new AtomicInteger(VALUES_EACH));
        }

        boolean isSpent() {
            return left.getAndDecrement() <= 0;
        }

        Set<ValidationMessage> validate(JsonNode value, int mostSteps) {
            ExecutionConfig config = schema.createExecutionContext().getExecutionConfig();
            BoundedExecution execution = new BoundedExecution(config, mostSteps);
            return BoundedPattern.within(() -> schema.validate(execution, value, OutputFormat.DEFAULT));
        }
    }

    /** Whatever has a part in a check asks it for the configuration, again and again. */
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
                throw new TooManySteps();
            }
            return super.getExecutionConfig();
        }
    }

    /**
     * Reads a schema.
     *
     * @param name what the schema is called where it was written, for the message
     * @throws IllegalArgumentException naming what is wrong, when it is no schema or refers to what is not in it
     */
    public static Schema of(String name, Map<String, Object> json) {
        try {
            JsonNode node = Json.tree(json);
            List<Finding> findings = findings(dialect(json).validate(node));
            if (!findings.isEmpty()) {
                throw new IllegalArgumentException(name + " is no JSON Schema: " + Finding.sentences(findings));
            }
            Compiled compiled = Compiled.of(node);
            // any value shows a schema that leads to itself and asks nothing on the way
            compiled.validate(node, MOST_STEPS + STEPS_EACH * size(node));
            return new Schema(json, node, compiled);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    name + " is no JSON Schema that can be used: it refers to itself without end");
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException(name + " is no JSON Schema that can be used: " + reason(e), e);
        }
    }

    /** The schema as it was given. */
    public Map<String, Object> json() {
        return json;
    }

    /**
     * What about a value does not fit the schema, in the order in which it was found; empty when it fits. At most
     * {@value #MOST_FINDINGS}. A value of more than {@value #DEEPEST} levels, or that holds more than
     * {@value #MOST_VALUES} others, never fits.
     *
     * @param value a map, list or scalar as JSON gives them, or null; or a {@link JsonNode}
     */
    public List<Finding> findings(Object value) {
        try {
            JsonNode tree = Json.tree(value);
            Finding excess = excess(tree);
            return excess == null
                    ? findings(usable().validate(tree, MOST_STEPS + STEPS_EACH * size(tree)))
                    : List.of(excess);
        } catch (ArithmeticException | NumberFormatException e) {
            return List.of(new Finding("", "must not hold numbers out of all bounds", null));
        } catch (TooManySteps e) {
            return List.of(TOO_MUCH);
        } catch (StackOverflowError e) {
            // the depth is bounded, so it is the schema: one that leads to itself for some values only
            return List.of(new Finding("", "cannot be checked: the schema refers to itself without end", null));
        }
    }

    /** What is wrong with a value of more than {@value #DEEPEST} levels or {@value #MOST_VALUES} values; else null. */
    public static Finding excess(JsonNode value) {
        if (isDeeperThan(DEEPEST, value)) {
            return TOO_DEEP;
        }
        if (size(value) > MOST_VALUES) {
            return TOO_MANY_VALUES;
        }
        return weight(value, 1) > MOST_WEIGHT ? TOO_MUCH : null;
    }

    private static boolean isDeeperThan(int levels, JsonNode value) {
        if (!value.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode inner : value) {
            if (isDeeperThan(levels - 1, inner)) {
                return true;
            }
        }
        return false;
    }

    /** How many values it holds, on all levels. */
    private static int size(JsonNode value) {
        int size = value.size();
        for (JsonNode inner : value) {
            size += size(inner);
        }
        return size;
    }

    /** The sum of the levels of all values, since Jackson copies subtypes once for each level. */
    private static int weight(JsonNode value, int level) {
        int weight = level * value.size();
        for (JsonNode inner : value) {
            weight += weight(inner, level + 1);
        }
        return weight;
    }

    private Compiled usable() {
        Compiled now = compiled.get();
        if (now.isSpent()) {
            now = Compiled.of(node);
            compiled.set(now);
        }
        return now;
    }

    private static List<Finding> findings(Collection<ValidationMessage> messages) {
        List<Finding> findings = messages.stream()
                .limit(MOST_FINDINGS)
                .map(Finding::of)
                .distinct()
                .toList();
        return findings.stream()
                .filter(finding -> !finding.isMereAlternative(findings))
                .toList();
    }

    /** The library puts the place of a value in front, and a schema has none. */
    private static String reason(JsonSchemaException e) {
        return e.getMessage().startsWith(": ") ? e.getMessage().substring(2) : e.getMessage();
    }

    private static JsonSchema dialect(Map<String, Object> json) {
        Object dialect = json.get(DIALECT);
        String iri = dialect instanceof String text
                ? text
                : FACTORY.getMetaSchema(VersionFlag.V202012.getId(), CONFIG).getIri();
        return FACTORY.getSchema(SchemaLocation.of(iri), CONFIG);
    }

    private static JsonMetaSchema lenient(JsonMetaSchema dialect) {
        return JsonMetaSchema.builder(dialect)
                .formats(JavaFormats.ALL)
                .formats(formats -> formats.replaceAll((name, format) -> BoundedFormat.of(format)))
                .keyword(EveryProperty.KEYWORD)
                .vocabularyFactory(EveryProperty::vocabulary)
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
    }
}
