package io.github.camelglm4.serving;

/** An operation of the API that a route can serve. */
public enum ServedOperation {
    CHAT("/chat/completions"),
    EMBEDDINGS("/embeddings");

    private final String path;

    ServedOperation(String path) {
        this.path = path;
    }

    /** Returns the path below that of the server. */
    String path() {
        return path;
    }
}
