package io.github.camelglm4.conversation;

import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.conversation.StoredConversation.Seen;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.stream.OpenedStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * A model that remembers: in front of another one, for one turn. It waits for its time, asks with the history, and stores
 * the turn before the answer is handed on. A turn that fails leaves no trace.
 */
final class Conversation implements ChatModel {

    private final Turn turn;
    private final StoredConversation stored;
    private final HistoryLimits limits;
    private final boolean reset;
    private final ChatModel model;
    private final Executor executor;

    Conversation(
            Turn turn,
            StoredConversation stored,
            HistoryLimits limits,
            boolean reset,
            ChatModel model,
            Executor executor) {
        this.turn = turn;
        this.stored = stored;
        this.limits = limits;
        this.reset = reset;
        this.model = model;
        this.executor = executor;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        Question question = new Question(request);
        turn.begin()
                .thenCompose(begun -> remember())
                .thenCompose(seen -> asked(question, seen).thenCompose(reply -> store(question, seen, reply)))
                // not on the thread that asks, however soon it fails
                .whenCompleteAsync(
                        (reply, failure) -> {
                            turn.end();
                            complete(answer, reply, failure);
                        },
                        executor);
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        turn.end();
        throw new Glm4RequestException("memory=true does not go with a streamed answer yet: set stream=false");
    }

    private CompletableFuture<Seen> remember() {
        return reset ? stored.forget().thenCompose(forgotten -> stored.read()) : stored.read();
    }

    private CompletableFuture<ChatReply> asked(Question question, Seen seen) {
        CompletableFuture<ChatReply> reply = new CompletableFuture<>();
        model.ask(question.after(seen.history().within(limits)), reply);
        return reply;
    }

    private CompletableFuture<ChatReply> store(Question question, Seen seen, ChatReply reply) {
        List<ChatMessage> messages = question.turn(reply.turn());
        return stored.append(seen, messages, limits)
                .thenApply(done -> reply)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        withText(cause(failure), reply.completion().text())));
    }

    /** The answer is not acknowledged, but it is not lost either. */
    private static Throwable withText(Throwable failure, String text) {
        return failure instanceof Glm4ConversationException e
                ? new Glm4ConversationException(e.getMessage(), e.getCause(), FailureDetails.NONE.withText(text))
                : failure;
    }

    private static <T> void complete(CompletableFuture<T> answer, T reply, Throwable failure) {
        if (failure == null) {
            answer.complete(reply);
        } else {
            answer.completeExceptionally(cause(failure));
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
    }
}
