package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import java.util.function.IntFunction;

/** Requests as they are sent. Pure. */
final class RequestJson {

    private RequestJson() {}

    /**
     * The JSON of the n-th retry, 0 for the first try. Written once; only a request id of the caller's makes retries
     * differ.
     *
     * @throws Glm4RequestException when the request holds a value that is no JSON
     */
    static IntFunction<byte[]> of(ChatCompletionRequest request) {
        byte[] first = written(request);
        return retry -> {
            ChatCompletionRequest again = retry == 0 ? request : request.withFreshRequestId(retry);
            return again == request ? first : Json.write(again.toMap());
        };
    }

    private static byte[] written(ChatCompletionRequest request) {
        try {
            return Json.write(request.toMap());
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the request " + e.getMessage(), e, FailureDetails.NONE);
        }
    }
}
