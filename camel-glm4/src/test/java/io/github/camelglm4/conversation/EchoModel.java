package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.stream.OpenedStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Answers "re: " and what was said last, on an executor. */
public class EchoModel implements ChatModel {

    private final Executor executor;

    public EchoModel(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        List<ChatMessage> messages = request.messages();
        String last = messages.get(messages.size() - 1).text();
        executor.execute(() -> answer.complete(reply(ChatMessage.assistant("re: " + last))));
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        throw new UnsupportedOperationException();
    }

    /** An answer that says that message. */
    public static ChatReply reply(ChatMessage message) {
        ChatCompletion.Choice choice = new ChatCompletion.Choice(message, "stop");
        return new ChatReply(new ChatCompletion("id", 1L, "m", List.of(choice), null, Map.of()), null, 1);
    }
}
