package io.github.camelglm4.examples.offline.batch;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * A line of a request file.
 *
 * @param customId null if it has none
 * @param body the request to the model; null if it has none
 */
record RequestLine(String customId, String method, String url, JsonObject body) {
    static final String URL = "/v4/chat/completions";

    /** Null if the text is not a JSON object. */
    static RequestLine parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            return new RequestLine(
                    text(json, "custom_id"),
                    text(json, "method"),
                    text(json, "url"),
                    json.getValue("body") instanceof JsonObject body ? body : null);
        } catch (DecodeException e) {
            return null;
        }
    }

    String model() {
        return text(body, "model");
    }

    private static String text(JsonObject json, String name) {
        return json.getValue(name) instanceof String text ? text : null;
    }
}
