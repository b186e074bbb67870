package io.github.camelglm4.examples.offline.operation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The result for one part of a request for moderation.
 *
 * @param contentType "text", "image", "video" or "audio"
 * @param riskTypes empty if there is no risk
 */
record Verdict(String contentType, RiskLevel level, List<String> riskTypes) {
    JsonObject json() {
        return new JsonObject()
                .put("content_type", contentType)
                .put("risk_level", level.name())
                .put("risk_type", new JsonArray(riskTypes));
    }
}
