package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.stream.OpenedStream;
import java.util.concurrent.CompletableFuture;

/**
 * A model that answers on behalf of one exchange. What needs several requests for one answer is a model in front of
 * another one. No thread waits for an answer.
 *
 * <p>The answer's future is the caller's, because what depends on it must be attached before the request goes out: then
 * it never runs on the thread that asks, however soon the answer comes. It is completed once, on the executor for
 * continuations, exceptionally with a {@link io.github.camelglm4.error.Glm4Exception}.
 */
public interface ChatModel {

    /**
     * Asks for a whole answer.
     *
     * @throws io.github.camelglm4.error.Glm4Exception when the request is refused before anything is sent; then the
     *     future is not completed
     */
    void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer);

    /** Asks for a stream, whose first chunk completes the future; otherwise as {@link #ask}. */
    void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer);
}
