package io.github.camelglm4.error;

import io.github.camelglm4.json.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an error body says, whatever its shape. The platform, gateways, vLLM, FastAPI and routers each write their own;
 * all of them are JSON objects that differ in where code and message stand.
 *
 * @param code business code, kept as text because it may be {@code 1302}, {@code "1302"} or {@code "model_not_found"};
 *     or null
 * @param type error type of the OpenAI shape, or null
 * @param message text for people, never null
 */
public record ErrorBody(String code, String type, String message) {

    /** Codes with which gateways say that all is well. */
    private static final Set<String> SUCCESS_CODES = Set.of("0", "200", "ok", "success");

    /** Where an error object may stand in another one, its code with it. */
    private static final List<String> PLACES = List.of("error", "errors", "detail", "message");

    /** Reads any error object. */
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
     * Whether a body that came with a success status is an error.
     *
     * @param hasChoices whether it has choices; a code or a detail in their place is an error
     */
    public static boolean isError(Map<?, ?> body, boolean hasChoices) {
        return isReported(body.get("error"))
                || isReported(body.get("errors"))
                || isFalse(body.get("success"))
                || "error".equals(body.get("object"))
                || !hasChoices && (isErrorCode(body) || !Fields.isNone(body.get("detail")));
    }

    /** Whether the value of a field {@code error} reports one: many services always send the field. */
    public static boolean isReported(Object error) {
        if (error instanceof Map<?, ?> object && isSuccess(object.get("code"))) {
            return false;
        }
        return !Fields.isNone(error);
    }

    /**
     * The error that a service reports inside a success answer, at whatever level it stands; half a text may come with
     * it.
     *
     * @param answer the fields of the answer
     * @param hasChoices whether it has choices
     * @param choice further fields of its first choice
     * @param message further fields of that one's message
     * @return the fields of the error, as {@link #of} reads them; null where there is none
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
     * The fields of an answer without a field {@code error} that reports none: whoever only looks whether the field is
     * there would take it for an error.
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

    /** The error object within this one, or the first of several; null where there is none. */
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
