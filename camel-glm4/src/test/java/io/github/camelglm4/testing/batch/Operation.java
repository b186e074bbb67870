package io.github.camelglm4.testing.batch;

import java.util.regex.Pattern;

/** The operations of files and batches, by method and path. */
public enum Operation {
    UPLOAD("POST", "/files"),
    LIST_FILES("GET", "/files"),
    DOWNLOAD("GET", "/files/[^/]+/content"),
    DELETE_FILE("DELETE", "/files/[^/]+"),
    CREATE("POST", "/batches"),
    LIST("GET", "/batches"),
    GET("GET", "/batches/[^/]+"),
    CANCEL("POST", "/batches/[^/]+/cancel"),
    /** Any other request, which gets a 404. */
    UNKNOWN("", "");

    private final String method;
    private final Pattern path;

    Operation(String method, String path) {
        this.method = method;
        this.path = Pattern.compile(path);
    }

    /** @param path the path below the base URL, without the query */
    static Operation of(String method, String path) {
        for (Operation operation : values()) {
            if (operation.method.equals(method) && operation.path.matcher(path).matches()) {
                return operation;
            }
        }
        return UNKNOWN;
    }
}
