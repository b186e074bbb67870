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
     * @param asked its value
     * @param other the words for an unknown keyword
     */
    public static String words(String keyword, JsonNode asked, String other) {
        return switch (keyword) {
            case "type" -> "must be " + types(asked);
            case "required" -> "is missing";
            case "additionalProperties", "unevaluatedProperties" -> "is not a property that is asked for";
            case "false" -> "is not allowed";
            case "propertyNames" -> "is not a name that is asked for";
            case "oneOf" -> "must fit exactly one of the alternatives";
            case "enum" -> "must be one of " + joined(asked, ", ", Rules::shown);
            case "const" -> "must be " + shown(asked);
            case "minimum" -> "must be at least " + shown(asked);
            case "maximum" -> "must be at most " + shown(asked);
            case "exclusiveMinimum" -> "must be more than " + shown(asked);
            case "exclusiveMaximum" -> "must be less than " + shown(asked);
            case "multipleOf" -> "must be a multiple of " + shown(asked);
            case "minLength" -> "must have at least " + shown(asked) + " characters";
            case "maxLength" -> "must have at most " + shown(asked) + " characters";
            case "minItems" -> "must have at least " + shown(asked) + " elements";
            case "maxItems" -> "must have at most " + shown(asked) + " elements";
            case "uniqueItems" -> "must not have the same element twice";
            case "pattern" -> "must match the pattern " + shown(asked);
            case "format" -> "must be " + format(asked.asText());
            default -> other;
        };
    }

    private static String types(JsonNode asked) {
        return asked.isArray() ? joined(asked, " or ", type -> type(type.asText())) : type(asked.asText());
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

    /** Shows examples of formats that few people know. */
    private static String format(String format) {
        return switch (format) {
            case "date" -> "a date like 2026-01-31";
            case "time" -> "a time of day with its zone like 09:30:00Z";
            case "date-time-local" -> "a date and time without a zone like 2026-01-31T09:30:00";
            case "time-local" -> "a time of day without a zone like 09:30:00";
            case "int8", "int16", "int32", "int64" -> "a whole number of at most " + format.substring(3) + " bits";
            case "float", "double" -> "a number that is not too large for a " + format;
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
