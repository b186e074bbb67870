package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.ValidationContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Formats whose values Java's own types can hold: what fits {@code date-time} is an {@code OffsetDateTime}, what fits
 * {@code int32} an {@code int}, what fits {@code float} one that is not infinite. The names are those of the OpenAPI format registry (spec.openapis.org/registry/format),
 * but for {@code year} and {@code whole} (a number written without a fraction), which it lacks.
 */
final class JavaFormats {

    static final List<Format> ALL = List.of(
            time("date-time", JavaFormats::dateTime),
            time("date-time-local", LocalDateTime::parse),
            time("time", OffsetTime::parse),
            time("time-local", LocalTime::parse),
            number("int8", Byte.MIN_VALUE, Byte.MAX_VALUE),
            number("int16", Short.MIN_VALUE, Short.MAX_VALUE),
            number("int32", Integer.MIN_VALUE, Integer.MAX_VALUE),
            new JavaFormat("float", value -> !value.isNumber() || Float.isFinite(value.floatValue())),
            new JavaFormat("double", value -> !value.isNumber() || Double.isFinite(value.doubleValue())),
            new JavaFormat("int64", value -> !value.isNumber() || value.canConvertToLong()),
            new JavaFormat(
                    "year",
                    value -> !value.isNumber() || value.isInt() && value.intValue() >= 0 && value.intValue() <= 9999),
            new JavaFormat("whole", value -> !value.isNumber() || value.isIntegralNumber()),
            new JavaFormat(
                    "char", value -> !value.isTextual() || value.textValue().length() == 1));

    /** RFC 3339, in capital letters. */
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private JavaFormats() {}

    private record JavaFormat(String name, Predicate<JsonNode> fits) implements Format {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext execution, ValidationContext context, JsonNode value) {
            return fits.test(value);
        }
    }

    private static Format number(String name, int min, int max) {
        return new JavaFormat(
                name,
                value -> !value.isNumber()
                        || value.canConvertToInt() && value.intValue() >= min && value.intValue() <= max);
    }

    private static Format time(String name, Consumer<String> parser) {
        return new JavaFormat(name, value -> !value.isTextual() || parses(parser, value.textValue()));
    }

    private static void dateTime(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            throw new DateTimeException("not RFC 3339");
        }
        OffsetDateTime.parse(text);
        Instant.parse(text);
    }

    private static boolean parses(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
