package io.github.camelglm4.batchroute;

import java.time.Instant;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The developer console {@code glm4-batch}: the batches that are not delivered completely. */
@DevConsole(name = "glm4-batch", displayName = "GLM-4 Batch", description = "Batches of requests to language models")
public final class Glm4BatchDevConsole extends AbstractDevConsole {

    public Glm4BatchDevConsole() {
        super("camel", "glm4-batch", "GLM-4 Batch", "Batches of requests to language models");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonArray batches = new JsonArray();
        Instant now = Instant.now();
        Glm4Batches.inWork(getCamelContext()).forEach(progress -> batches.add(new JsonObject(progress.toMap(now))));
        JsonObject json = new JsonObject();
        json.put("batches", batches);
        return json;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        Instant now = Instant.now();
        Glm4Batches.inWork(getCamelContext())
                .forEach(progress ->
                        text.append("Job %s, batch %s: %s, total %d, completed %d, failed %d, delivered %d, age %d s%n"
                                .formatted(progress.toMap(now).values().toArray())));
        return text.toString();
    }
}
