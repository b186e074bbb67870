package io.github.camelglm4.examples.offline.batch;

import io.github.camelglm4.examples.offline.operation.ErrorReply;
import io.vertx.core.json.JsonObject;

/**
 * Why a request file is invalid.
 *
 * @param line number of the line, from 1; 0 if the whole file is meant
 * @param param name of the field; null if the whole line is meant
 */
record Finding(int line, String message, String param) {
    JsonObject json() {
        return new JsonObject()
                .put("code", ErrorReply.INVALID)
                .put("line", line == 0 ? null : line)
                .put("message", message)
                .put("param", param);
    }
}
