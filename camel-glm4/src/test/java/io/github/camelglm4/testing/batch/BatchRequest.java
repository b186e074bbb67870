package io.github.camelglm4.testing.batch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * One request as received.
 *
 * @param path the path below the base URL, with its query
 * @param headers names in lower case, first values
 * @param body the body, or of an upload the fields of its form without the file; empty if the body was not read
 */
public record BatchRequest(Operation operation, String method, String path, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    BatchRequest withBody(byte[] newBody) {
        return new BatchRequest(operation, method, path, headers, newBody);
    }

    /** The body as a JSON object; fails the test if it is not one. */
    public Map<String, Object> json() {
        try {
            return JSON.readValue(body, new TypeReference<>() {});
        } catch (IOException e) {
            throw new AssertionError("The body is not a JSON object: " + this, e);
        }
    }

    /** The value of the first header with that name in lower case; null if there is none. */
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + new String(body);
    }
}
