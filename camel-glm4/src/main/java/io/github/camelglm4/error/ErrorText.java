package io.github.camelglm4.error;

import io.github.camelglm4.json.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the readable text of an error object. The platform, OpenAI, FastAPI, problem details (RFC 9457) and gateways
 * use different fields with a text, a list or nested objects. Pure.
 */
final class ErrorText {

    private static final int DEEPEST = 8;
    private static final int MOST_FINDINGS = 20;

    /** The first field with a text is used. */
    private static final List<String> MESSAGES = List.of(
            "message",
            "msg",
            "detail",
            "details",
            "reason",
            "error_message",
            "error_msg",
            "error_description",
            "description");

    private ErrorText() {}

    /** Returns the text; empty if there is none. */
    static String of(Map<?, ?> body) {
        String text = text(body, 0);
        return text == null ? "" : text;
    }

    private static String text(Object value, int depth) {
        if (depth > DEEPEST || Fields.isNone(value)) {
            return null;
        }
        if (value instanceof Map<?, ?> object) {
            return object(object, depth);
        }
        if (value instanceof List<?> list) {
            return joined(list.stream().map(element -> text(element, depth + 1)), "; ");
        }
        return value instanceof Boolean ? null : value.toString().strip();
    }

    private static String object(Map<?, ?> object, int depth) {
        Map<String, Object> fields = fields(object);
        Set<String> texts = new LinkedHashSet<>();
        texts.add(text(fields.get("title"), depth + 1));
        texts.add(text(fields.get("error"), depth + 1));
        if (!(fields.get("error") instanceof Map)) {
            texts.add(message(fields, depth));
        }
        texts.add(findings(fields.get("errors"), depth));
        if (texts.stream().allMatch(Objects::isNull)) {
            return message(fields, depth);
        }
        return joined(texts.stream(), ": ");
    }

    private static String message(Map<String, Object> fields, int depth) {
        for (String name : MESSAGES) {
            String text = text(fields.get(plain(name)), depth + 1);
            if (text != null) {
                return at(fields.get("loc"), text);
            }
        }
        return null;
    }

    /** FastAPI reports the location: {@code [{"loc": ["body", "model"], "msg": "field required"}]}. */
    private static String at(Object place, String text) {
        return place instanceof List<?> path
                ? String.join(".", path.stream().map(String::valueOf).toList()) + ": " + text
                : text;
    }

    /** ASP.NET and others send an object with a list of texts for each field of the request. */
    private static String findings(Object errors, int depth) {
        if (errors instanceof Map<?, ?> object && message(fields(object), depth + 1) == null) {
            return joined(
                    object.entrySet().stream().map(field -> {
                        String text = text(field.getValue(), depth + 1);
                        return text == null ? null : field.getKey() + ": " + text;
                    }),
                    "; ");
        }
        return text(errors, depth + 1);
    }

    private static String joined(Stream<String> texts, String separator) {
        List<String> found = texts.filter(Objects::nonNull).limit(MOST_FINDINGS).toList();
        return found.isEmpty() ? null : String.join(separator, found);
    }

    /** Returns the fields by their names without underscores, case-insensitive. */
    private static Map<String, Object> fields(Map<?, ?> object) {
        Map<String, Object> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object.forEach((name, value) -> fields.putIfAbsent(plain(String.valueOf(name)), value));
        return fields;
    }

    private static String plain(String name) {
        return name.replace("_", "");
    }
}
