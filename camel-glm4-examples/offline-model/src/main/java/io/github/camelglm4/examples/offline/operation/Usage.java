package io.github.camelglm4.examples.offline.operation;

import io.vertx.core.json.JsonObject;

/** Token counts of an answer that has no text of its own. */
final class Usage {
    private Usage() {}

    static JsonObject ofPrompt(int tokens) {
        return new JsonObject()
                .put("prompt_tokens", tokens)
                .put("completion_tokens", 0)
                .put("total_tokens", tokens);
    }
}
