package io.github.camelglm4.testing.batch;

import io.github.camelglm4.testing.GlmJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of one line of a batch.
 *
 * @param status HTTP status; 0 if the line gets no result at all
 * @param body JSON object of the response
 * @param code business code of a failed line
 */
public record LineAnswer(int status, Map<String, Object> body, String code, String message) {

    /** A complete answer of that model. */
    public static LineAnswer text(Object model, String text) {
        Map<String, Object> message = Map.of("role", "assistant", "content", text);
        return choice(model, Map.of("index", 0, "finish_reason", "stop", "message", message));
    }

    /** A complete answer with that choice. */
    public static LineAnswer choice(Object model, Map<String, Object> choice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "8239375684858666781");
        body.put("request_id", "8239375684858666781");
        body.put("created", 1_703_487_403);
        body.put("model", model);
        body.put("choices", List.of(choice));
        body.put(
                "usage",
                Map.of(
                        "prompt_tokens",
                        GlmJson.PROMPT_TOKENS,
                        "completion_tokens",
                        GlmJson.COMPLETION_TOKENS,
                        "total_tokens",
                        GlmJson.PROMPT_TOKENS + GlmJson.COMPLETION_TOKENS));
        return new LineAnswer(200, body, null, null);
    }

    public static LineAnswer error(int status, String code, String message) {
        return new LineAnswer(status, Map.of("error", Map.of("code", code, "message", message)), code, message);
    }

    /** The line is in no file of results. */
    public static LineAnswer none() {
        return new LineAnswer(0, Map.of(), null, null);
    }

    boolean isNone() {
        return status == 0;
    }

    boolean isFailure() {
        return code != null;
    }
}
