package io.github.camelglm4.error;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What services write where they mean that there is none: not only a JSON null, but also empty values and words. Pure. */
public final class NoValue {

    /** What is nested deeper counts as a value: a stranger decides how deep its JSON is. */
    private static final int DEEPEST = 8;

    private static final Set<String> WORDS = Set.of("null", "none", "nil", "undefined");

    private NoValue() {}

    /** The text, or null where it is blank or a word for none. */
    public static String unless(String text) {
        return text == null || isNone(text) ? null : text;
    }

    /** Whether a JSON value means none: null, false, 0, blank text, a word for none, or a list or object of nothing else. */
    public static boolean isNone(Object value) {
        return isNone(value, 0);
    }

    private static boolean isNone(Object value, int depth) {
        if (value instanceof String text) {
            return text.isBlank() || WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
        }
        if (value instanceof Map<?, ?> object) {
            return areNone(object.values(), depth + 1);
        }
        if (value instanceof List<?> list) {
            return areNone(list, depth + 1);
        }
        return value == null
                || Boolean.FALSE.equals(value)
                || value instanceof Number number && number.doubleValue() == 0;
    }

    private static boolean areNone(Collection<?> values, int depth) {
        return depth <= DEEPEST && values.stream().allMatch(value -> isNone(value, depth));
    }
}
