package io.github.camelglm4.error;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What services write where they mean that there is none: not only a JSON null, but also empty values and words. Pure. */
public final class NoValue {

    private static final Set<String> WORDS = Set.of("null", "none", "nil", "undefined");

    private NoValue() {}

    /** The text, or null where it is blank or a word for none. */
    public static String unless(String text) {
        return text == null || isNone(text) ? null : text;
    }

    /** Whether a JSON value means none: null, false, 0, blank text, a word for none, or a list or object of nothing else. */
    public static boolean isNone(Object value) {
        if (value instanceof String text) {
            return text.isBlank() || WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
        }
        if (value instanceof Map<?, ?> object) {
            return object.values().stream().allMatch(NoValue::isNone);
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(NoValue::isNone);
        }
        return value == null
                || Boolean.FALSE.equals(value)
                || value instanceof Number number && number.doubleValue() == 0;
    }
}
