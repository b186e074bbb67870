package io.github.camelglm4.testing.batch;

import java.nio.file.Path;
import java.util.Map;

/** A response: an object that is sent as JSON, or a file. */
record BatchResponse(int status, Map<String, Object> json, Path file) {

    static BatchResponse of(Map<String, Object> json) {
        return new BatchResponse(200, json, null);
    }

    static BatchResponse of(Path file) {
        return new BatchResponse(200, null, file);
    }

    static BatchResponse error(int status, String code, String message) {
        return new BatchResponse(status, Map.of("error", Map.of("code", code, "message", message)), null);
    }
}
