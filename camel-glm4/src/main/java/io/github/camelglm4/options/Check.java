package io.github.camelglm4.options;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.text.PrintableText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks of values, wherever they come from: each failure names what was set, to what, and what is allowed. Pure. */
public final class Check {

    private Check() {}

    /** Whether a text is set: a blank one is as good as none. */
    public static boolean isSet(String text) {
        return text != null && !text.isBlank();
    }

    /** A number from {@code min} to {@code max}; null passes. */
    public static void range(String what, Number value, double min, double max) {
        // written so that NaN fails
        if (value != null && !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw new Glm4RequestException(
                    what + " must be from " + plain(min) + " to " + plain(max) + ", but is " + shown(value));
        }
    }

    /** A temperature; null passes. The limit that nobody set is named: its option may not be known. */
    public static void temperature(String what, Number value, double maxTemperature) {
        if (value != null && value.doubleValue() > maxTemperature && maxTemperature == 1) {
            throw new Glm4RequestException(what + " must be from 0 to 1, but is " + shown(value)
                    + ": the option maxTemperature is the limit; raise it for a service that takes more");
        }
        range(what, value, 0, maxTemperature);
    }

    /** A number of at least {@code min}; null passes. */
    public static void atLeast(String what, Number value, long min) {
        if (value != null && !(value.doubleValue() >= min)) {
            throw new Glm4RequestException(what + " must be at least " + min + ", but is " + shown(value));
        }
    }

    /** One of some words; null passes. */
    public static void oneOf(String what, String value, String... allowed) {
        List<String> words = Arrays.asList(allowed);
        if (value != null && !words.contains(value)) {
            throw new Glm4RequestException(
                    what + " must be one of " + String.join(", ", words) + ", but is " + shown(value));
        }
    }

    /** Whether a text says true; null when it is blank or null. */
    public static Boolean trueOrFalse(String what, String text) {
        if (!isSet(text)) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Glm4RequestException(what + " must be true or false, but is " + shown(text));
        };
    }

    /** The value, which a caller may have written, as a message quotes it. */
    public static String shown(Object value) {
        return PrintableText.name(String.valueOf(value));
    }

    /** A number as people write it: 1 and not 1.0. */
    public static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
