package io.github.camelglm4.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an error body says, whatever its shape. The platform, gateways, vLLM, FastAPI and routers each write their own;
 * all of them are JSON objects that differ in where code and message stand.
 *
 * @param code    business code, kept as text because it may be {@code 1302}, {@code "1302"} or {@code "model_not_found"}; or null
 * @param type    error type of the OpenAI shape, or null
 * @param message text for people, never null
 */
public record ErrorBody(String code, String type, String message) {

    /** Reads any error object. */
    public static ErrorBody of(Map<?, ?> body) {
        if (body.get("error") instanceof Map<?, ?> error) {
            String message = firstText(error.get("message"), error.get("msg"), error.get("detail"));
            return new ErrorBody(scalar(error.get("code")), scalar(error.get("type")), message);
        }
        String message = firstText(body.get("error"), body.get("msg"), body.get("message"), body.get("detail"));
        return new ErrorBody(scalar(body.get("code")), scalar(body.get("type")), message);
    }

    /**
     * Whether a body that came with a success status is an error all the same.
     *
     * @param hasChoices whether it has choices; a code or a detail in their place is an error
     */
    public static boolean isError(Map<?, ?> body, boolean hasChoices) {
        return body.get("error") != null
                || Boolean.FALSE.equals(body.get("success"))
                || "error".equals(body.get("object"))
                || !hasChoices && (body.get("code") != null || body.get("detail") != null);
    }

    private static String firstText(Object... candidates) {
        for (Object candidate : candidates) {
            String text = text(candidate);
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static String text(Object value) {
        return value instanceof List<?> findings ? findings(findings) : scalar(value);
    }

    /** FastAPI lists what is wrong: {@code [{"loc": ["body", "model"], "msg": "field required"}]}. */
    private static String findings(List<?> findings) {
        List<String> lines = new ArrayList<>();
        for (Object finding : findings) {
            if (finding instanceof Map<?, ?> map && map.get("msg") != null) {
                String where = map.get("loc") instanceof List<?> loc
                        ? String.join(".", loc.stream().map(String::valueOf).toList()) + ": "
                        : "";
                lines.add(where + map.get("msg"));
            }
        }
        return String.join("; ", lines);
    }

    private static String scalar(Object value) {
        if (value instanceof String text) {
            return text.isBlank() ? null : text.strip();
        }
        return value instanceof Number ? value.toString() : null;
    }
}
