package io.github.camelglm4.batch;

import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.Glm4ResponseException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A success response of an operation: one JSON object, or an error despite its status. Without side effects.
 *
 * @param response the response
 * @param body its body
 */
record BatchResponse(ApiResponse response, Map<String, Object> body) {

    /** White space and the byte order mark of UTF-8. */
    private static final Set<Byte> BLANK =
            Set.of((byte) ' ', (byte) '\t', (byte) '\r', (byte) '\n', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF);

    /** @throws Glm4ResponseException if the body is not a JSON object */
    static BatchResponse of(ApiResponse response) {
        try {
            return new BatchResponse(response, response.object());
        } catch (IOException e) {
            throw new Glm4ResponseException(
                    "the response, HTTP " + response.status() + " with " + response.length() + " bytes of "
                            + (response.mediaType().isEmpty() ? "no content type" : response.mediaType())
                            + ", is not a JSON object: " + e.getMessage() + ". Check baseUrl",
                    e,
                    response.details(Map.of()));
        }
    }

    /**
     * Checks the start of a result file: an error or a page of a proxy may have the status of success.
     *
     * @param start the response with the first bytes of the file
     */
    static void requireLines(ApiResponse start) {
        int first = 0;
        while (first < start.length() && BLANK.contains(start.bytes()[first])) {
            first++;
        }
        if (first < start.length() && start.bytes()[first] != '{') {
            throw new Glm4ResponseException(
                    "the response, HTTP " + start.status() + " with "
                            + (start.mediaType().isEmpty() ? "no content type" : start.mediaType())
                            + ", is not a result file: it does not begin with a JSON object. Check baseUrl",
                    null,
                    start.details(Map.of()));
        }
        try {
            Map<String, Object> only = start.object();
            if (!only.containsKey("custom_id")) {
                new BatchResponse(start, only).requireNoError(false);
            }
        } catch (IOException severalLines) {
            // a file
        }
    }

    String fileId() {
        return requireId();
    }

    Batch batch() {
        requireId();
        return reader().batch(body);
    }

    Page<Batch> batches() {
        return page(reader()::batch);
    }

    Page<StoredFile> files() {
        return page(BatchReader::file);
    }

    private <T> Page<T> page(Function<Map<String, Object>, T> element) {
        boolean isPage = body.containsKey("data");
        requireNoError(isPage);
        if (!isPage) {
            throw without("data");
        }
        return BatchReader.page(body, element);
    }

    private BatchReader reader() {
        return new BatchReader(response.secrets());
    }

    private String requireId() {
        String id = BatchReader.id(body, "id");
        requireNoError(id != null);
        if (id == null) {
            throw without("id");
        }
        return id;
    }

    /** A batch that failed has a field {@code errors}: with an id, only {@code error} is an error of the request. */
    private void requireNoError(boolean isAnswer) {
        if (isAnswer ? ErrorBody.isReported(body.get("error")) : ErrorBody.isError(body, false)) {
            throw response.error(body, null);
        }
    }

    private Glm4ResponseException without(String field) {
        return new Glm4ResponseException("the response has no " + field, null, response.details(body));
    }
}
