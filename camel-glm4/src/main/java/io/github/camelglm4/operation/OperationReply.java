package io.github.camelglm4.operation;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.json.Fields;
import java.util.Map;
import java.util.function.Function;

/**
 * The answer to one request with its metadata.
 *
 * @param answer the answer
 * @param id the id of the response, or null
 * @param model the model that answered, or null
 * @param usage the tokens, or null if the service did not report them
 * @param serverRequestId the id of the request at the service, or null
 * @param attempts the number of HTTP requests sent for it
 * @param <A> the type of the answer
 */
record OperationReply<A>(A answer, String id, String model, Usage usage, String serverRequestId, int attempts) {

    /**
     * Reads a success response: one JSON object, which may be an error nevertheless.
     *
     * @throws Glm4Exception if it is an error, or not an answer
     */
    static <A> OperationReply<A> of(ApiResponse response, Function<Map<String, Object>, A> reader) {
        Map<String, Object> body = response.requireObject();
        if (ErrorBody.isError(body, true)) {
            throw response.error(body, null);
        }
        A answer;
        try {
            answer = reader.apply(body);
        } catch (IllegalArgumentException e) {
            throw noAnswer(response, body, e);
        }
        return new OperationReply<>(
                answer,
                response.secrets().showName(Fields.text(body, "id")),
                response.secrets().showName(Fields.text(body, "model")),
                Usage.of(Fields.object(body, "usage")),
                response.serverRequestId(body),
                response.attempt());
    }

    /** A code is an error only in a body that is no answer. */
    private static Glm4Exception noAnswer(
            ApiResponse response, Map<String, Object> body, IllegalArgumentException reason) {
        return ErrorBody.isError(body, false)
                ? response.error(body, null)
                : new Glm4ResponseException("the answer " + reason.getMessage(), reason, response.details(body));
    }
}
