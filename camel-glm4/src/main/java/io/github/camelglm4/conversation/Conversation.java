package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.conversation.StoredConversation.Seen;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.stream.ConcatenatedStream;
import io.github.camelglm4.stream.OpenedStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * A model that remembers: in front of another one, for one turn. It waits for its time, asks with the history, and stores
 * the turn before the answer, or the last chunk of it, is handed on. A turn that fails leaves no trace.
 */
final class Conversation implements ChatModel {

    private final Turn turn;
    private final StoredConversation stored;
    private final boolean reset;
    private final ChatModel model;
    private final BiFunction<OpenedStream, ConcatenatedStream.Sequel, OpenedStream> relay;
    private final Executor executor;

    /** @param relay hands a stream on, and asks what comes after it */
    Conversation(
            Turn turn,
            StoredConversation stored,
            boolean reset,
            ChatModel model,
            BiFunction<OpenedStream, ConcatenatedStream.Sequel, OpenedStream> relay,
            Executor executor) {
        this.turn = turn;
        this.stored = stored;
        this.reset = reset;
        this.model = model;
        this.relay = relay;
        this.executor = executor;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        Question question = new Question(request);
        begin().thenCompose(
                        seen -> asked(model::ask, question, seen).thenCompose(reply -> store(question, seen, reply)))
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
        Question question = new Question(request);
        begin().thenCompose(seen -> asked(model::stream, question, seen)
                        .thenApply(first -> relay.apply(first, new End(question, seen))))
                .whenCompleteAsync(
                        (stream, failure) -> {
                            if (failure != null) {
                                turn.end();
                            }
                            complete(answer, stream, failure);
                        },
                        executor);
    }

    private CompletableFuture<Seen> begin() {
        CompletableFuture<Void> begun = turn.begin();
        return begun.thenCompose(now -> reset ? stored.forget() : begun).thenCompose(now -> stored.read());
    }

    private static <T> CompletableFuture<T> asked(
            BiConsumer<ChatCompletionRequest, CompletableFuture<T>> model, Question question, Seen seen) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        model.accept(question.after(seen.history()), answer);
        return answer;
    }

    private CompletableFuture<ChatReply> store(Question question, Seen seen, ChatReply reply) {
        return stored.append(seen, question.turn(reply.turn()))
                .thenApply(done -> reply)
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(with(reply, AsyncFailure.cause(failure))));
    }

    /** The answer is not acknowledged, but it is not lost either. */
    private static Throwable with(ChatReply reply, Throwable failure) {
        FailureDetails details = FailureDetails.afterAttempts(reply.attempts())
                .withText(reply.completion().text());
        return failure instanceof Glm4ConversationException e
                ? new Glm4ConversationException(e.getMessage(), e.getCause(), details)
                : failure;
    }

    private static <T> void complete(CompletableFuture<T> answer, T reply, Throwable failure) {
        if (failure == null) {
            answer.complete(reply);
        } else {
            answer.completeExceptionally(AsyncFailure.cause(failure));
        }
    }

    /** The end of a streamed turn: stored, or cut before that and without a trace; whichever comes first. */
    private final class End implements ConcatenatedStream.Sequel {

        private final Question question;
        private final Seen seen;
        private boolean decided;

        End(Question question, Seen seen) {
            this.question = question;
            this.seen = seen;
        }

        @Override
        public boolean isOnDemand() {
            return true;
        }

        @Override
        public void after(ChatReply whole, CompletableFuture<ConcatenatedStream.Next> next) {
            if (!decide()) {
                return;
            }
            stored(whole).whenComplete((reply, failure) -> {
                turn.end();
                complete(next, failure == null ? ConcatenatedStream.Next.end(reply) : null, failure);
            });
        }

        /** The turn ends with it, also when it cannot even be tried. */
        private CompletableFuture<ChatReply> stored(ChatReply whole) {
            try {
                return store(question, seen, whole);
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void cut() {
            if (decide()) {
                turn.end();
            }
        }

        private synchronized boolean decide() {
            boolean first = !decided;
            decided = true;
            return first;
        }
    }
}
