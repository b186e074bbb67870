package io.github.camelglm4.error;

import io.github.camelglm4.json.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An error body, whatever its format. The platform, gateways, vLLM, FastAPI and routers each use their own: all are
 * JSON objects, but code and message are in different fields.
 *
 * @param code business code as text, because it can be {@code 1302}, {@code "1302"} or {@code "model_not_found"}; or
 *     null
 * @param type error type of the OpenAI format, or null
 * @param message readable text, never null
 */
public record ErrorBody(String code, String type, String message) {

    /** Codes with which gateways report success. */
    private static final Set<String> SUCCESS_CODES = Set.of("0", "200", "ok", "success");

    /** Fields that can contain a nested error object with its code. */
    private static final List<String> PLACES = List.of("error", "errors", "detail", "message");

    /** Reads an error object of any format. */
    public static ErrorBody of(Map<?, ?> body) {
        String code = null;
        String type = null;
        for (Map<?, ?> error = within(body); error != null; error = within(error)) {
            code = firstSet(code, code(error));
            type = firstSet(type, scalar(error.get("type")));
        }
        return new ErrorBody(firstSet(code, code(body)), firstSet(type, scalar(body.get("type"))), ErrorText.of(body));
    }

    /**
     * Returns whether a body with a success status is an error.
     *
     * @param hasChoices whether it has choices; if not, a code or a detail is an error
     */
    public static boolean isError(Map<?, ?> body, boolean hasChoices) {
        return isReported(body.get("error"))
                || isReported(body.get("errors"))
                || isFalse(body.get("success"))
                || "error".equals(body.get("object"))
                || !hasChoices && (isErrorCode(body) || !Fields.isNone(body.get("detail")));
    }

    /** Returns whether the value of the field {@code error} is an error: many services always send the field. */
    public static boolean isReported(Object error) {
        if (error instanceof Map<?, ?> object && isSuccess(object.get("code"))) {
            return false;
        }
        return !Fields.isNone(error);
    }

    /**
     * Returns the error that a service reports in an answer with a success status, at any level. The answer may contain
     * partial text.
     *
     * @param answer the fields of the answer
     * @param hasChoices whether it has choices
     * @param choice other fields of its first choice
     * @param message other fields of the message of that choice
     * @return the fields of the error for {@link #of}, or null if there is no error
     */
    public static Map<String, Object> reported(
            Map<String, Object> answer, boolean hasChoices, Map<String, Object> choice, Map<String, Object> message) {
        if (isError(answer, hasChoices)) {
            return answer;
        }
        Map<String, Object> holder = isReported(choice.get("error")) ? choice : message;
        if (!isReported(holder.get("error"))) {
            return null;
        }
        Map<String, Object> error = new HashMap<>();
        error.put("error", holder.get("error"));
        error.put("request_id", answer.get("request_id"));
        return error;
    }

    /**
     * Removes the field {@code error} if it is not an error: clients that only check whether the field exists would
     * report one.
     */
    public static Map<String, Object> withoutNoError(Map<String, Object> fields) {
        if (!fields.containsKey("error") || isReported(fields.get("error"))) {
            return fields;
        }
        Map<String, Object> kept = new LinkedHashMap<>(fields);
        kept.remove("error");
        return kept;
    }

    private static boolean isErrorCode(Map<?, ?> body) {
        Object code = body.get("code");
        return !Fields.isNone(code) && !isSuccess(code) && !Boolean.TRUE.equals(body.get("success"));
    }

    private static boolean isSuccess(Object code) {
        String text = scalar(code);
        return text != null && SUCCESS_CODES.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isFalse(Object value) {
        return Boolean.FALSE.equals(value)
                || value instanceof String text && text.strip().equalsIgnoreCase("false");
    }

    /** Returns the nested error object, or the first of several; null if there is none. */
    private static Map<?, ?> within(Map<?, ?> object) {
        for (String place : PLACES) {
            Object value = object.get(place);
            if (value instanceof List<?> list && !list.isEmpty()) {
                value = list.get(0);
            }
            if (value instanceof Map<?, ?> inner) {
                return inner;
            }
        }
        return null;
    }

    private static String code(Map<?, ?> error) {
        return firstSet(scalar(error.get("code")), scalar(error.get("error_code")));
    }

    private static String firstSet(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    private static String scalar(Object value) {
        String text = Fields.text(value);
        return text == null || text.isBlank() ? null : text.strip();
    }
}
