package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.text.PrintableText;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The history of one conversation in its store. Other nodes may write it too: their turns are kept, and this turn is
 * appended after them in another attempt.
 */
final class StoredConversation {

    /** Each failed attempt means that another node stored a turn. This many in a row indicate a defect of the store. */
    private static final int MAX_ATTEMPTS = 100;

    private final ConversationStore store;
    private final String id;
    private final HistoryLimits limits;
    private final Executor executor;

    record Seen(StoredHistory stored, History history) {}

    /**
     * @param limits the limits of the stored history
     * @param executor continues if a store completes later, on its own thread
     */
    StoredConversation(ConversationStore store, String id, HistoryLimits limits, Executor executor) {
        this.store = store;
        this.id = id;
        this.limits = limits;
        this.executor = executor;
    }

    CompletableFuture<Seen> read() {
        return called(() -> store.read(id), "read").thenApply(this::seen);
    }

    CompletableFuture<Void> forget() {
        return forget(MAX_ATTEMPTS);
    }

    /** Deletes any stored history, even one that this endpoint cannot read. */
    private CompletableFuture<Void> forget(int attempts) {
        return called(() -> store.read(id), "read").thenCompose(stored -> {
            if (stored.json() == null || stored.json().equals(History.EMPTY.json())) {
                return CompletableFuture.completedFuture(null);
            }
            return called(() -> store.replace(id, stored, History.EMPTY.json()), "stored")
                    .thenCompose(done -> done
                            ? CompletableFuture.<Void>completedFuture(null)
                            : attempts > 1 ? forget(attempts - 1) : lost(stored));
        });
    }

    /** Appends a turn to the stored history, and removes the oldest turns beyond the limits. */
    CompletableFuture<Void> append(Seen seen, List<ChatMessage> turn) {
        return append(seen, turn, MAX_ATTEMPTS);
    }

    private CompletableFuture<Void> append(Seen seen, List<ChatMessage> turn, int attempts) {
        String json = seen.history().with(turn).within(limits).json();
        return called(() -> store.replace(id, seen.stored(), json), "stored").thenCompose(stored -> {
            if (stored) {
                return CompletableFuture.completedFuture(null);
            }
            return attempts > 1 ? read().thenCompose(now -> append(now, turn, attempts - 1)) : lost(seen.stored());
        });
    }

    private CompletableFuture<Void> lost(StoredHistory last) {
        return called(() -> store.read(id), "read")
                .thenCompose(now ->
                        CompletableFuture.failedFuture(new Glm4ConversationException("the history of conversation " + id
                                + " could not be stored: the store rejected it " + MAX_ATTEMPTS + " times"
                                + (Objects.equals(last.json(), now.json())
                                        ? " without a change by another node: the history or its id may be too large"
                                        : " because other nodes were faster"))));
    }

    private Seen seen(StoredHistory stored) {
        try {
            // an endpoint with other limits may have stored more
            return new Seen(stored, History.of(stored.json()).within(limits));
        } catch (Glm4ConversationException e) {
            throw new Glm4ConversationException("conversation " + PrintableText.name(id) + ": " + e.getMessage());
        }
    }

    /** A result that is already complete is used on this thread. */
    private <T> CompletableFuture<T> called(Supplier<CompletionStage<T>> call, String done) {
        CompletableFuture<T> answer;
        try {
            answer = call.get().toCompletableFuture();
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> ours =
                answer.isDone() ? answer : answer.whenCompleteAsync((found, failure) -> {}, executor);
        return ours.exceptionallyCompose(failure -> CompletableFuture.failedFuture(failure(failure, done)));
    }

    private Glm4Exception failure(Throwable failure, String done) {
        Throwable cause = AsyncFailure.cause(failure);
        // the message of a store may contain stored text
        return cause instanceof Glm4Exception e
                ? e
                : new Glm4ConversationException(
                        "the history of conversation " + PrintableText.name(id) + " could not be " + done + ": "
                                + cause.getClass().getName(),
                        cause,
                        FailureDetails.NONE);
    }
}
