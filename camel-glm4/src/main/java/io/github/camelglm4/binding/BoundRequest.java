package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import java.util.function.IntFunction;

/**
 * A request made of a message.
 *
 * @param request what is sent
 * @param typed   whether the body was a ChatCompletionRequest, whose sender expects a ChatCompletion
 */
public record BoundRequest(ChatCompletionRequest request, boolean typed) {

    private static final String REQUEST_ID = "request_id";

    /** Whether the answer is asked for as a stream. */
    public boolean streamed() {
        return Boolean.TRUE.equals(request.stream());
    }

    /**
     * The JSON of the n-th retry, 0 for the first try. Written once; only a request id of the caller's makes retries
     * differ, because the service refuses one that it has seen (code 1231).
     *
     * @throws Glm4RequestException when the body holds a value that is no JSON
     */
    public IntFunction<byte[]> json() {
        byte[] first = written();
        Object id = request.parameters().get(REQUEST_ID);
        return retry -> retry == 0 || id == null ? first : Json.write(request.with(REQUEST_ID, id + "-" + retry));
    }

    private byte[] written() {
        try {
            return Json.write(request);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the request " + e.getMessage(), e, FailureDetails.NONE);
        }
    }
}
