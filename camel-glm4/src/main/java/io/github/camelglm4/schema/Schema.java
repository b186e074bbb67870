package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A valid JSON Schema, of draft 2020-12 unless {@code $schema} names another one. A {@code format} is validated, and
 * unknown keywords are ignored. References are resolved within the schema only: nothing is fetched. Thread-safe.
 */
public final class Schema {

    /**
     * The maximum depth of a value. A check recurses, with several calls per level, on the remaining stack of its
     * caller: the model, which determines the depth, must not be able to overflow the stack.
     */
    private static final int DEEPEST = 100;

    /** The maximum number of nested values: the library keeps all errors of each until it reports them. */
    private static final int MOST_VALUES = 100_000;

    /** Allows that number of values on ten levels, and fewer values on more levels. */
    private static final int MOST_WEIGHT = 10 * MOST_VALUES;

    /** The finding for JSON that is too large to be checked. */
    public static final Finding TOO_MANY_VALUES =
            new Finding("", "must not contain more than " + MOST_VALUES + " values", null);

    private static final Finding TOO_DEEP =
            new Finding("", "must not be nested deeper than " + DEEPEST + " levels", null);

    private static final Finding TOO_MUCH =
            new Finding("", "is too large to be checked: use fewer values or fewer levels", null);

    private final Map<String, Object> json;
    private final Validator validator;

    private Schema(Map<String, Object> json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Reads a schema.
     *
     * @param name the name of the schema in the configuration, for the message
     * @throws IllegalArgumentException naming the mistake, if it is not a schema or has an unresolved reference
     */
    public static Schema of(String name, Map<String, Object> json) {
        return new Schema(json, Validator.of(name, Json.tree(json)));
    }

    /** Returns the schema, unchanged. */
    public Map<String, Object> json() {
        return json;
    }

    /**
     * Returns why a value does not match the schema, in the order of the check; empty if it matches. A value that is
     * {@linkplain #excess too deep or too large} never matches.
     *
     * @param value a map, list or scalar as read from JSON, a {@link JsonNode}, or null
     */
    public List<Finding> findings(Object value) {
        try {
            JsonNode tree = Json.tree(value);
            Finding excess = excess(tree);
            return excess == null ? validator.findings(tree) : List.of(excess);
        } catch (ArithmeticException | NumberFormatException e) {
            return List.of(new Finding("", "must not contain numbers out of range", null));
        } catch (BoundedPattern.TooManySteps e) {
            return List.of(TOO_MUCH);
        } catch (StackOverflowError e) {
            // the depth is limited, so the cause is the schema: it refers to itself, for some values only
            return List.of(new Finding("", "cannot be checked: the schema refers to itself endlessly", null));
        }
    }

    /** The finding for a value of more than {@value #DEEPEST} levels or {@value #MOST_VALUES} values; else null. */
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

    /** The number of values in it, on all levels. */
    static int size(JsonNode value) {
        int size = value.size();
        for (JsonNode inner : value) {
            size += size(inner);
        }
        return size;
    }

    /** The sum of the levels of all values, because Jackson copies subtypes once for each level. */
    private static int weight(JsonNode value, int level) {
        int weight = level * value.size();
        for (JsonNode inner : value) {
            weight += weight(inner, level + 1);
        }
        return weight;
    }
}
