package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema, checked once. Draft 2020-12 unless its {@code $schema} says another one; a {@code format} is required,
 * not merely noted, and unknown keywords are ignored. References lead to places in the schema itself: nothing is ever
 * fetched. Thread-safe.
 */
public final class Schema {

    /**
     * How deep a value may be. Whoever checks it recurses, several calls a level, on whatever stack its caller has
     * left: it must never be a value's depth, and with it the model, that decides whether the stack is enough.
     */
    private static final int DEEPEST = 100;

    /**
     * How many values one may hold: the library tells of each whatever is wrong, and keeps it until it has told all.
     */
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

    private final Map<String, Object> json;
    private final Validator validator;

    private Schema(Map<String, Object> json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Reads a schema.
     *
     * @param name what the schema is called where it was written, for the message
     * @throws IllegalArgumentException naming what is wrong, when it is no schema or refers to what is not in it
     */
    public static Schema of(String name, Map<String, Object> json) {
        return new Schema(json, Validator.of(name, Json.tree(json)));
    }

    /** The schema as it was given. */
    public Map<String, Object> json() {
        return json;
    }

    /**
     * What about a value does not fit the schema, in the order in which it was found; empty when it fits. A value that
     * is {@linkplain #excess too deep or too large} never fits.
     *
     * @param value a map, list or scalar as JSON gives them, or null; or a {@link JsonNode}
     */
    public List<Finding> findings(Object value) {
        try {
            JsonNode tree = Json.tree(value);
            Finding excess = excess(tree);
            return excess == null ? validator.findings(tree) : List.of(excess);
        } catch (ArithmeticException | NumberFormatException e) {
            return List.of(new Finding("", "must not hold numbers out of all bounds", null));
        } catch (BoundedPattern.TooManySteps e) {
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
    static int size(JsonNode value) {
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
}
