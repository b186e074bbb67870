package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionRequest;

/**
 * A request made of a message.
 *
 * @param request what is sent
 * @param typed   whether the body was a ChatCompletionRequest, whose sender expects a ChatCompletion
 */
public record BoundRequest(ChatCompletionRequest request, boolean typed) {

    /** Whether the answer is asked for as a stream. */
    public boolean streamed() {
        return Boolean.TRUE.equals(request.stream());
    }
}
