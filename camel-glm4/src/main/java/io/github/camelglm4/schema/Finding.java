package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One thing about a value that does not fit its schema.
 *
 * @param place where, such as {@code items[2].price}; empty for the value as a whole
 * @param rule what is wrong there, such as {@code must be a number}; tells nothing of what was found
 * @param found what was found there, such as {@code "12 EUR"}, shortened; null when there is nothing to show
 */
public record Finding(String place, String rule, String found) {

    private static final int LONGEST_EXTRACT = 60;

    /**
     * A finding that shows what was found.
     *
     * @param found the value, or its {@link JsonNode}; null when there is none
     */
    public static Finding of(String place, String rule, Object found) {
        return new Finding(place, rule, found == null ? null : extract(Json.tree(found)));
    }

    /** The place of a property in the object at that place. */
    public static String inside(String place, String property) {
        return place.isEmpty() ? shortened(property) : place + "." + shortened(property);
    }

    /** The place of an element in the list at that place. */
    public static String element(String place, int index) {
        return place + "[" + index + "]";
    }

    /** The sentence for whoever gave the value, with what was found. */
    public String sentence() {
        return found == null ? outline() : outline() + ", but is " + found;
    }

    /** The sentence without what was found, for places where values must not be shown. */
    public String outline() {
        return place.isEmpty() ? "the whole " + rule : place + ": " + rule;
    }

    /** All sentences, one after the other. */
    public static String sentences(Collection<Finding> findings) {
        return findings.stream().map(Finding::sentence).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return sentence();
    }

    private static String extract(JsonNode found) {
        if (found == null || found.isMissingNode()) {
            return null;
        }
        if (found.isObject()) {
            return found.isEmpty() ? "an empty object" : "an object";
        }
        if (found.isArray()) {
            return found.isEmpty() ? "an empty list" : "a list";
        }
        return found.isTextual() ? '"' + shortened(found.textValue()) + '"' : shortened(found.asText());
    }

    private static String shortened(String text) {
        return PrintableText.clip(text, LONGEST_EXTRACT);
    }
}
