package io.github.camelglm4.options;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts the text of an option to a number, duration, size or boolean. Pure. */
final class OptionText {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern UNITS =
            Pattern.compile("(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");
    private static final Pattern ISO = Pattern.compile("[+-]?[pP][dDtThHmMsS0-9.+-]+");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) *([kmg]?i?b?)");
    private static final Pattern SIZE_NAME = Pattern.compile("(?i)(size|bytes)$");
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "k", 10, "m", 20, "g", 30);

    private OptionText() {}

    /**
     * Returns the value of the text.
     *
     * @param type type of the option; a text for another type is returned unchanged
     * @throws IllegalArgumentException if the text is invalid; it names the option, the text and what is allowed
     */
    static Object value(String option, Class<?> type, String text) {
        String plain = text.strip();
        boolean size = SIZE_NAME.matcher(option).find();
        if (type == int.class || type == Integer.class) {
            return whole(option, size, Integer.SIZE, text);
        }
        if (type == long.class || type == Long.class || type == Duration.class) {
            // a 64-bit number that is not a size is a duration here
            return size ? whole(option, true, Long.SIZE, text) : duration(option, plain, text);
        }
        if (type == boolean.class || type == Boolean.class) {
            String lower = plain.toLowerCase(Locale.ROOT);
            require(lower.equals("true") || lower.equals("false"), option, "true or false", text);
            return lower;
        }
        return type == double.class || type == Double.class ? decimal(option, plain, text) : text;
    }

    /** Returns digits, which Camel converts correctly. */
    private static String whole(String option, boolean size, int bits, String text) {
        BigInteger max = BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE);
        BigInteger number = size ? size(text.strip()) : whole(text.strip());
        require(
                number != null && number.bitLength() < bits,
                option,
                size ? "a number of bytes up to " + max + ", or a size such as 16MB" : "a whole number up to " + max,
                text);
        return number.toString();
    }

    private static String duration(String option, String plain, String text) {
        if (WHOLE.matcher(plain).matches()) {
            return whole(option, false, Long.SIZE, text);
        }
        boolean known = UNITS.matcher(plain).matches() || ISO.matcher(plain).matches();
        require(known, option, "a duration (10s, 1m30s, 500ms, or milliseconds)", text);
        return plain;
    }

    private static BigInteger whole(String text) {
        return WHOLE.matcher(text).matches() ? new BigInteger(text) : null;
    }

    /** Units are powers of 1024. */
    private static BigInteger size(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return whole(text);
        }
        String unit = size.group(2).replaceAll("i?b?$", "");
        return new BigInteger(size.group(1)).shiftLeft(SHIFTS.get(unit));
    }

    private static Object decimal(String option, String plain, String text) {
        try {
            return Double.valueOf(plain).toString();
        } catch (NumberFormatException e) {
            throw wrong(option, "a number", text);
        }
    }

    private static void require(boolean right, String option, String allowed, String text) {
        if (!right) {
            throw wrong(option, allowed, text);
        }
    }

    private static IllegalArgumentException wrong(String option, String allowed, String text) {
        return new IllegalArgumentException(option + " must be " + allowed + ", but is '" + text + "'");
    }
}
