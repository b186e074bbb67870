package io.github.camelglm4.watch;

import io.github.camelglm4.chat.ChatCompletionRequest;

/**
 * What is asked, and where.
 *
 * @param request        the first request of the call, as it goes to the service but for tools and history
 * @param host           of the service
 * @param port           of the service
 * @param conversationId the conversation it is a turn of, or null
 */
public record AskedCall(ChatCompletionRequest request, String host, int port, String conversationId) {

    /** The model, as it is asked for. */
    public String model() {
        return request.model();
    }

    /** Whether the answer is asked for as a stream. */
    public boolean streamed() {
        return Boolean.TRUE.equals(request.stream());
    }
}
