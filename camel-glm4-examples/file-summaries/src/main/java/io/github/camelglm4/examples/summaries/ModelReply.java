package io.github.camelglm4.examples.summaries;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelglm4.Glm4Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Makes the result of one text out of the model's reply. */
public class ModelReply {
    private static final JsonMapper MAPPER = new JsonMapper();

    public Map<String, Object> result(
            @Body String reply,
            @Header(Glm4Headers.RESPONSE_MODEL) String model,
            @Header(Glm4Headers.PROMPT_TOKENS) Long promptTokens,
            @Header(Glm4Headers.COMPLETION_TOKENS) Long completionTokens,
            @Header(Glm4Headers.TOTAL_TOKENS) Long totalTokens) {
        JsonNode json = parse(reply);
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("prompt", promptTokens);
        tokens.put("completion", completionTokens);
        tokens.put("total", totalTokens);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("summary", text(json, "summary"));
        result.put("category", text(json, "category"));
        result.put("model", model);
        result.put("tokens", tokens);
        return result;
    }

    /** Models like to wrap JSON in a code fence, whatever they are told: only the object counts. */
    private static JsonNode parse(String reply) {
        int start = reply.indexOf('{');
        int end = reply.lastIndexOf('}');
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("The model answered without a JSON object: " + clip(reply));
        }
        try {
            return MAPPER.readTree(reply.substring(start, end + 1));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The model answered with broken JSON: " + clip(reply), e);
        }
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException("The model answered without a " + key + ": " + clip(json.toString()));
        }
        return value.asText().strip();
    }

    private static String clip(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }
}
