package io.github.camelglm4.text;

import java.util.Arrays;
import java.util.List;

/** Parses comma-separated options: elements have no white space around them and are not blank. Without state. */
public final class CommaSeparated {

    private CommaSeparated() {}

    /**
     * Returns the elements of an option in their order.
     *
     * @param value null or blank for none
     * @param rule names the option and the allowed values, such as {@code tags must be comma-separated words}
     * @throws IllegalArgumentException for a blank element, such as an empty property; the message quotes no element
     */
    public static List<String> of(String value, String rule) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        List<String> elements =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        int blank = elements.indexOf("");
        if (blank >= 0) {
            throw new IllegalArgumentException(rule + ", but element " + (blank + 1) + " is blank");
        }
        return elements;
    }
}
