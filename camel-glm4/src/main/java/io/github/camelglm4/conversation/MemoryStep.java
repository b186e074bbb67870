package io.github.camelglm4.conversation;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.conversation.StoredConversation.Seen;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.model.Step;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The memory of one turn: waits until the turn begins, adds the history to the request, and stores the turn before the
 * route gets the answer or its last chunk. A turn is either stored or abandoned, whichever is first. An abandoned turn
 * is not stored.
 */
final class MemoryStep implements Step {

    private final Turn turn;
    private final StoredConversation stored;
    private final boolean reset;
    private final AtomicBoolean decided = new AtomicBoolean();
    private Question question;
    private Seen seen;

    MemoryStep(Turn turn, StoredConversation stored, boolean reset) {
        this.turn = turn;
        this.stored = stored;
        this.reset = reset;
    }

    @Override
    public CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request) {
        question = new Question(request);
        CompletableFuture<Void> begun = turn.begin();
        return begun.thenCompose(now -> reset ? stored.forget() : begun)
                .thenCompose(now -> stored.read())
                .thenApply(found -> {
                    seen = found;
                    return question.after(found.history());
                });
    }

    /** If a stream is not read to its end, its turn is not stored. */
    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public CompletableFuture<Next> after(ChatReply reply) {
        if (!decided.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new Glm4Exception("the caller no longer waits for the answer"));
        }
        return CompletableFuture.completedFuture(seen)
                .thenCompose(history -> stored.append(history, question.turn(reply.turn())))
                .<Next>thenApply(done -> new Done(reply))
                .whenComplete((next, failure) -> turn.end())
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(with(reply, AsyncFailure.cause(failure))));
    }

    @Override
    public void giveUp() {
        if (decided.compareAndSet(false, true)) {
            turn.end();
        }
    }

    /** Adds the answer to the failure, so that it is not lost. */
    private static Throwable with(ChatReply reply, Throwable failure) {
        FailureDetails details = FailureDetails.afterAttempts(reply.attempts())
                .withText(reply.completion().text());
        return failure instanceof Glm4ConversationException e
                ? new Glm4ConversationException(e.getMessage(), e.getCause(), details)
                : failure;
    }
}
