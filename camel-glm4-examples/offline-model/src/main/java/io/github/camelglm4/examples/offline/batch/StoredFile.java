package io.github.camelglm4.examples.offline.batch;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that was uploaded, or that contains the results of a batch.
 *
 * @param name the name that the caller chose
 * @param path where its content is stored
 */
record StoredFile(String id, String name, long bytes, Instant createdAt, Path path) {
    static final String PURPOSE = "batch";

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("object", "file")
                .put("bytes", bytes)
                .put("created_at", createdAt.getEpochSecond())
                .put("filename", name)
                .put("purpose", PURPOSE);
    }
}
