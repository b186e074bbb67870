package io.github.camelglm4.examples.offline.operation;

import io.github.camelglm4.examples.offline.text.BlockedMarker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** The fields of a request. All methods throw {@link RefusedException} if a value is not allowed. */
record RequestFields(JsonObject json) {
    /** The text is not blank. */
    String text(String field) {
        return text(field, json.getValue(field));
    }

    /** The texts of a list or a single text; none is blank. */
    List<String> texts(String field) {
        Object value = json.getValue(field);
        return value instanceof JsonArray list ? texts(field, list) : List.of(text(field, value));
    }

    private static List<String> texts(String field, JsonArray list) {
        return IntStream.range(0, list.size())
                .mapToObj(index -> text(field + "[" + index + "]", list.getValue(index)))
                .toList();
    }

    private static String text(String field, Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw RefusedException.invalid(field + " must be a text that is not blank, but is " + shown(value) + ".");
    }

    /** A whole number; the default if the field is absent. */
    int number(String field, int defaultValue) {
        Object value = json.getValue(field);
        if (value == null) {
            return defaultValue;
        }
        if (value instanceof Integer number) {
            return number;
        }
        throw RefusedException.invalid(field + " must be a whole number, but is " + shown(value) + ".");
    }

    boolean flag(String field) {
        Object value = json.getValue(field);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw RefusedException.invalid(field + " must be true or false, but is " + shown(value) + ".");
    }

    /** A text that is blank is shown with its quotes, an object or a list is not shown. */
    private static String shown(Object value) {
        if (value == null) {
            return "absent";
        }
        return value instanceof String text
                ? "\"" + text + "\""
                : value instanceof JsonObject ? "an object" : value instanceof JsonArray ? "a list" : value.toString();
    }

    static void requireCount(String field, int count, int max) {
        if (count < 1 || count > max) {
            throw RefusedException.invalid(field + " must have 1 to " + max + " elements, but has " + count + ".");
        }
    }

    static void requireUnblocked(List<String> texts) {
        if (texts.stream().anyMatch(BlockedMarker::isIn)) {
            throw RefusedException.blocked(BlockedMarker.MESSAGE);
        }
    }

    static void requireLength(String field, String text, int max) {
        int length = text.codePointCount(0, text.length());
        if (length > max) {
            throw RefusedException.invalid(
                    field + " has a text of " + length + " characters, but the maximum is " + max + ".");
        }
    }
}
