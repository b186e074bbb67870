package io.github.camelglm4.batch;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of a request file: one request, and the id under which its answer is found. Source of the rules: the pages
 * about batches of docs.bigmodel.cn.
 *
 * @param customId identifies the request in its batch; at least 6 characters
 * @param model the name of the model
 * @param json the line in UTF-8, without a line end
 */
public record RequestLine(String customId, String model, byte[] json) {

    private static final int SHORTEST_ID = 6;
    private static final String METHOD = "POST";

    /**
     * Creates the line of a request, which names its model.
     *
     * @throws Glm4RequestException if the id is too short, or the request cannot be written as JSON
     */
    public static RequestLine of(String customId, ChatCompletionRequest request) {
        requireId(customId);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("custom_id", customId);
        line.put("method", METHOD);
        line.put("url", BatchApi.ENDPOINT);
        line.put("body", request.toMap());
        try {
            return new RequestLine(customId, request.model(), Json.write(line));
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the request " + e.getMessage(), e, FailureDetails.NONE);
        }
    }

    /**
     * Checks a line that was written elsewhere, and keeps it as it is.
     *
     * @throws Glm4RequestException if the service would reject the line, and with it the whole file; it names the field
     *     and what is allowed
     */
    public static RequestLine parse(byte[] json) {
        Map<String, Object> line;
        try {
            line = Json.readObject(json, 0, json.length);
        } catch (IOException e) {
            throw new Glm4RequestException("is not a JSON object: " + e.getMessage(), e, FailureDetails.NONE);
        }
        String customId = text(line, "custom_id");
        requireId(customId);
        require("method", text(line, "method"), METHOD);
        require("url", text(line, "url"), BatchApi.ENDPOINT);
        String model = text(Fields.object(line, "body"), "model");
        if (model == null || model.isBlank()) {
            throw new Glm4RequestException("body.model must name the model, but is " + shown(model));
        }
        return new RequestLine(customId, model, json);
    }

    private static String text(Map<String, Object> object, String field) {
        return object.get(field) instanceof String text ? text : null;
    }

    private static void requireId(String customId) {
        int length = customId == null ? 0 : customId.codePointCount(0, customId.length());
        if (length < SHORTEST_ID) {
            throw new Glm4RequestException("custom_id must be text of at least " + SHORTEST_ID + " characters, but "
                    + (customId == null ? "is not text" : "has " + length));
        }
    }

    private static void require(String field, String value, String allowed) {
        if (!allowed.equals(value)) {
            throw new Glm4RequestException(field + " must be " + allowed + ", but is " + shown(value));
        }
    }

    private static String shown(String value) {
        return PrintableText.name(String.valueOf(value));
    }
}
