package io.github.camelglm4.text;

import java.util.Arrays;
import java.util.List;

/** Comma-separated options: an element has no white space around it, and none is blank. Pure. */
public final class CommaSeparated {

    private CommaSeparated() {}

    /**
     * The elements of an option in their order.
     *
     * @param value null or blank for none
     * @param rule names the option and what is allowed, such as {@code tags must be comma-separated words}
     * @throws IllegalArgumentException for a blank element, such as a property that is empty; the message quotes no
     *     element
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
