package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One reason why a value does not match its schema.
 *
 * @param place the location, such as {@code items[2].price}; empty for the whole value
 * @param rule the broken rule, such as {@code must be a number}, without the value found
 * @param found the value found, such as {@code "12 EUR"}, shortened; null if there is none to show
 */
public record Finding(String place, String rule, String found) {

    private static final int LONGEST_EXTRACT = 60;

    /**
     * Creates a finding that shows the value.
     *
     * @param found the value, or its {@link JsonNode}; null if there is none
     */
    public static Finding of(String place, String rule, Object found) {
        return new Finding(place, rule, found == null ? null : extract(Json.tree(found)));
    }

    /** Returns the location of a property in the object at that location. */
    public static String inside(String place, String property) {
        return place.isEmpty() ? shortened(property) : place + "." + shortened(property);
    }

    /** Returns the location of an element in the list at that location. */
    public static String element(String place, int index) {
        return place + "[" + index + "]";
    }

    /** Returns the sentence for the author of the value, with the value found. */
    public String sentence() {
        return found == null ? outline() : outline() + ", but is " + found;
    }

    /** Returns the sentence without the value found, for texts that must not show values. */
    public String outline() {
        return place.isEmpty() ? "the whole value " + rule : place + ": " + rule;
    }

    /** Joins all sentences. */
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
