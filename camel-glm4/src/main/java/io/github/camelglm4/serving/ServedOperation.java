package io.github.camelglm4.serving;

import java.util.Arrays;

/** An operation of the API that a route can serve. */
public enum ServedOperation {
    CHAT("/chat/completions", "chat"),
    EMBEDDINGS("/embeddings", "embeddings");

    private final String path;
    private final String label;

    ServedOperation(String path, String label) {
        this.path = path;
        this.label = label;
    }

    /** Returns the operation with this path; null if there is none. */
    static ServedOperation at(String path) {
        return Arrays.stream(values())
                .filter(operation -> operation.path.equals(path))
                .findFirst()
                .orElse(null);
    }

    /** Returns the path below that of the server, with a leading slash. */
    String path() {
        return path;
    }

    /** Returns its name in OpenTelemetry's conventions for generative AI. */
    public String label() {
        return label;
    }
}
