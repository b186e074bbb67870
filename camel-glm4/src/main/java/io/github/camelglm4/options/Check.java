package io.github.camelglm4.options;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.text.PrintableText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks values. The exception names the option or header, its value and what is allowed. Pure. */
public final class Check {

    private Check() {}

    /** Whether a text is set: neither null nor blank. */
    public static boolean isSet(String text) {
        return text != null && !text.isBlank();
    }

    /** Requires a number from {@code min} to {@code max}; null is valid. */
    public static void range(String what, Number value, double min, double max) {
        // negated, so that NaN fails
        if (value != null && !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw new Glm4RequestException(
                    what + " must be from " + plain(min) + " to " + plain(max) + ", but is " + shown(value));
        }
    }

    /** Requires a valid temperature; null is valid. The message names the option if the limit is the default. */
    public static void temperature(String what, Number value, double maxTemperature) {
        if (value != null && value.doubleValue() > maxTemperature && maxTemperature == 1) {
            throw new Glm4RequestException(what + " must be from 0 to 1, but is " + shown(value)
                    + ": the option maxTemperature sets the limit; increase it if the service accepts more");
        }
        range(what, value, 0, maxTemperature);
    }

    /** Requires a number of at least {@code min}; null is valid. */
    public static void atLeast(String what, Number value, long min) {
        if (value != null && !(value.doubleValue() >= min)) {
            throw new Glm4RequestException(what + " must be at least " + min + ", but is " + shown(value));
        }
    }

    /** Requires a number that is neither infinite nor NaN; null is valid. */
    public static void finite(String what, Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new Glm4RequestException(what + " must be a finite number, but is " + shown(value));
        }
    }

    /** Requires one of the allowed words; null is valid. */
    public static void oneOf(String what, String value, String... allowed) {
        List<String> words = Arrays.asList(allowed);
        if (value != null && !words.contains(value)) {
            throw new Glm4RequestException(
                    what + " must be one of " + String.join(", ", words) + ", but is " + shown(value));
        }
    }

    /** Parses true or false; returns null if the text is null or blank. */
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

    /** Returns a value, which may come from a caller, in printable form for a message. */
    public static String shown(Object value) {
        return PrintableText.name(String.valueOf(value));
    }

    /** Returns a number without needless decimals: 1, not 1.0. */
    public static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
