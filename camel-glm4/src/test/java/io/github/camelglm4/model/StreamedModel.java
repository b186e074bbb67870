package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.stream.OpenedStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A model that answers immediately, only with streams. */
record StreamedModel(Function<ChatCompletionRequest, OpenedStream> streams) implements ChatModel {

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        answer.complete(streams.apply(request));
    }
}
