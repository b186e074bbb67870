package io.github.camelglm4.batch;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service answered to one request of a batch: a line of an output file or an error file. Both files may
 * contain answers and errors. Immutable.
 *
 * @param customId identifies the request in its batch, never blank
 * @param status HTTP status, or 0 if the line has none
 * @param requestId the id of the request at the service, or null
 * @param body JSON object of the response: an answer or an error; empty if the line has neither
 */
public record ResultLine(String customId, int status, String requestId, Map<String, Object> body) {

    /**
     * Reads a line leniently: a status may be text, a body may be JSON in a text, an error may be beside the response
     * or in its place.
     *
     * @return null if the line names no request
     */
    public static ResultLine of(Map<String, Object> line) {
        String customId = Fields.text(line, "custom_id");
        if (customId == null || customId.isBlank()) {
            return null;
        }
        Map<String, Object> response = object(line.get("response"));
        return new ResultLine(customId, status(line, response), requestId(line, response), body(line, response));
    }

    private static int status(Map<String, Object> line, Map<String, Object> response) {
        for (Map<String, Object> holder : List.of(response, line)) {
            for (String name : new String[] {"status_code", "statusCode", "status"}) {
                Long status = Fields.wholeNumber(holder, name);
                if (status != null && status >= 100 && status <= 999) {
                    return status.intValue();
                }
            }
        }
        return 0;
    }

    private static String requestId(Map<String, Object> line, Map<String, Object> response) {
        String id = Fields.text(response, "request_id");
        return id == null ? Fields.text(line, "request_id") : id;
    }

    private static Map<String, Object> body(Map<String, Object> line, Map<String, Object> response) {
        Map<String, Object> body = object(response.get("body"));
        if (body.isEmpty() && says(response)) {
            body = response;
        }
        Object error = line.get("error");
        if (Fields.isNone(error) || says(body)) {
            return body;
        }
        Map<String, Object> failed = new LinkedHashMap<>(body);
        failed.put("error", error);
        return failed;
    }

    private static boolean says(Map<String, Object> body) {
        return !Fields.isNone(body.get("choices")) || !Fields.isNone(body.get("error"));
    }

    private static Map<String, Object> object(Object value) {
        if (value instanceof String text) {
            try {
                return Json.readObject(text);
            } catch (IOException notJson) {
                return text.isBlank() ? Map.of() : Map.of("message", text);
            }
        }
        return Fields.object(value);
    }
}
