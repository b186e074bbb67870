package io.github.camelglm4.model;

import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import java.util.function.IntFunction;

/** Requests as they are sent. Pure. */
final class RequestJson {

    private static final String REQUEST_ID = "request_id";

    private RequestJson() {}

    /**
     * The JSON of the n-th retry, 0 for the first try. Written once; only a request id of the caller's makes retries
     * differ, because the service refuses one that it has seen (code 1231).
     *
     * @throws Glm4RequestException when the request holds a value that is no JSON
     */
    static IntFunction<byte[]> of(ChatCompletionRequest request) {
        byte[] first = written(request);
        Object id = request.parameters().get(REQUEST_ID);
        return retry -> retry == 0 || id == null ? first : Json.write(request.with(REQUEST_ID, id + "-" + retry));
    }

    private static byte[] written(ChatCompletionRequest request) {
        try {
            return Json.write(request);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the request " + e.getMessage(), e, FailureDetails.NONE);
        }
    }
}
