package io.github.camelglm4.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies of responses in the formats of the GLM-4 service. The numbers are fixed, so that tests can assert them. */
public final class GlmJson {

    public static final int PROMPT_TOKENS = 12;
    public static final int COMPLETION_TOKENS = 7;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> USAGE = ordered(
            "prompt_tokens",
            PROMPT_TOKENS,
            "completion_tokens",
            COMPLETION_TOKENS,
            "total_tokens",
            PROMPT_TOKENS + COMPLETION_TOKENS);

    private GlmJson() {}

    /** A whole answer that ended normally. */
    public static String completion(String text) {
        Map<String, Object> choice = ordered("index", 0, "finish_reason", "stop", "message", assistant(text));
        Map<String, Object> answer = answer(choice);
        answer.put("usage", USAGE);
        return write(answer);
    }

    /** The payload of one event of a streamed answer. */
    public static String delta(String text) {
        return write(answer(ordered("index", 0, "delta", assistant(text))));
    }

    /** The payload of the last event before {@code [DONE]}: no more text, the finish reason and the usage. */
    public static String lastDelta() {
        Map<String, Object> answer = answer(ordered("index", 0, "finish_reason", "stop", "delta", assistant("")));
        answer.put("usage", USAGE);
        return write(answer);
    }

    /** The vectors of two texts, the second one first. */
    public static String embeddings(String id) {
        return write(ordered(
                "id",
                id,
                "model",
                "embedding-3",
                "object",
                "list",
                "data",
                List.of(
                        ordered("index", 1, "object", "embedding", "embedding", List.of(2, 0.5)),
                        ordered("index", 0, "object", "embedding", "embedding", List.of(1, 0.5))),
                "usage",
                USAGE));
    }

    /** The scores of two documents, the second one first. */
    public static String ranking(String id) {
        return write(ordered(
                "id",
                id,
                "request_id",
                "8239375684858666782",
                "results",
                List.of(ordered("index", 1, "relevance_score", 0.75), ordered("index", 0, "relevance_score", 0.25)),
                "usage",
                USAGE));
    }

    /** The verdict about one text: to be reviewed. */
    public static String verdict(String id) {
        Map<String, Object> result =
                ordered("content_type", "text", "risk_level", "REVIEW", "risk_type", List.of("advertisement"));
        return write(ordered(
                "id",
                id,
                "request_id",
                "8239375684858666783",
                "result_list",
                List.of(result),
                "usage",
                Map.of("moderation_text", Map.of("call_count", 1))));
    }

    public static String error(String code, String message) {
        return write(Map.of("error", ordered("code", code, "message", message)));
    }

    private static Map<String, Object> answer(Map<String, Object> choice) {
        return ordered(
                "id",
                "8239375684858666781",
                "request_id",
                "8239375684858666781",
                "created",
                1_703_487_403,
                "model",
                "glm-4",
                "choices",
                List.of(choice));
    }

    private static Map<String, Object> assistant(String text) {
        return ordered("role", "assistant", "content", text);
    }

    @SuppressWarnings("unchecked")
    private static <V> Map<String, V> ordered(Object... namesAndValues) {
        Map<String, V> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (V) namesAndValues[i + 1]);
        }
        return map;
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
