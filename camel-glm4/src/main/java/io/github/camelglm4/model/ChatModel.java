package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.stream.OpenedStream;
import java.util.concurrent.CompletableFuture;

/**
 * The model for one exchange. If one answer needs several requests, another model is in front of it. No thread waits
 * for an answer.
 *
 * <p>The caller creates the future and attaches its dependents before the request is sent: then they never run on the
 * calling thread, however soon the answer comes. The future is completed once, on the executor for continuations; a
 * failure is a {@link io.github.camelglm4.error.Glm4Exception}.
 */
public interface ChatModel {

    /**
     * Requests a complete answer.
     *
     * @throws io.github.camelglm4.error.Glm4Exception if the request is rejected before it is sent; then the future is
     *     not completed
     */
    void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer);

    /** Requests a stream, whose first chunk completes the future; otherwise as {@link #ask}. */
    void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer);
}
