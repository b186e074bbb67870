package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Describes rules of a schema in words for models, and for readers who do not know JSON Schema. Pure. */
public final class Rules {

    private Rules() {}

    /**
     * Returns a rule in words.
     *
     * @param keyword the keyword of the schema
     * @param expected its value
     * @param other the words for an unknown keyword
     */
    public static String words(String keyword, JsonNode expected, String other) {
        return switch (keyword) {
            case "type" -> "must be " + types(expected);
            case "required" -> "is missing";
            case "additionalProperties", "unevaluatedProperties" -> "is not an allowed property";
            case "false" -> "is not allowed";
            case "propertyNames" -> "is not an allowed name";
            case "oneOf" -> "must match exactly one of the alternatives";
            case "enum" -> "must be one of " + joined(expected, ", ", Rules::shown);
            case "const" -> "must be " + shown(expected);
            case "minimum" -> "must be at least " + shown(expected);
            case "maximum" -> "must be at most " + shown(expected);
            case "exclusiveMinimum" -> "must be greater than " + shown(expected);
            case "exclusiveMaximum" -> "must be less than " + shown(expected);
            case "multipleOf" -> "must be a multiple of " + shown(expected);
            case "minLength" -> "must have at least " + shown(expected) + " characters";
            case "maxLength" -> "must have at most " + shown(expected) + " characters";
            case "minItems" -> "must have at least " + shown(expected) + " elements";
            case "maxItems" -> "must have at most " + shown(expected) + " elements";
            case "uniqueItems" -> "must not contain duplicate elements";
            case "pattern" -> "must match the pattern " + shown(expected);
            case "format" -> "must be " + format(expected.asText());
            default -> other;
        };
    }

    private static String types(JsonNode expected) {
        return expected.isArray() ? joined(expected, " or ", type -> type(type.asText())) : type(expected.asText());
    }

    private static String type(String type) {
        return switch (type) {
            case "string" -> "text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "object" -> "an object";
            case "array" -> "a list";
            default -> type;
        };
    }

    /** Adds an example, because few people know all formats. */
    private static String format(String format) {
        return switch (format) {
            case "date" -> "a date like 2026-01-31";
            case "time" -> "a time of day with its zone like 09:30:00Z";
            case "date-time-local" -> "a date and time without a zone like 2026-01-31T09:30:00";
            case "time-local" -> "a time of day without a zone like 09:30:00";
            case "int8", "int16", "int32", "int64" -> "a whole number of at most " + format.substring(3) + " bits";
            case "float", "double" -> "a number in the range of a " + format;
            case "year" -> "a year like 2026";
            case "year-month" -> "a year and month like 2026-01";
            case "period" -> "a period like P1Y2M10D";
            case "char" -> "a single character";
            case "date-time" -> "a date and time with its zone like 2026-01-31T09:30:00Z";
            case "duration" -> "a duration like PT1H30M";
            case "uuid" -> "a UUID like 123e4567-e89b-12d3-a456-426614174000";
            case "email" -> "an e-mail address";
            case "uri" -> "a URI like https://example.com/page";
            default -> "in the format " + format;
        };
    }

    private static String joined(JsonNode values, String separator, Function<JsonNode, String> words) {
        return StreamSupport.stream(values.spliterator(), false).map(words).collect(Collectors.joining(separator));
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
