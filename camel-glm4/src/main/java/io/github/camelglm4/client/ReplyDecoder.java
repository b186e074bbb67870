package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;

/**
 * Makes the result of a call out of a whole answer with a success status. Runs on the executor of the call, never on an
 * event loop.
 */
@FunctionalInterface
public interface ReplyDecoder<T> {

    /**
     * @throws Glm4Exception when the answer is an error, or not understood; if it is retryable and nothing of an answer
     *                       had arrived, the request is sent again
     */
    T decode(ApiResponse reply);
}
