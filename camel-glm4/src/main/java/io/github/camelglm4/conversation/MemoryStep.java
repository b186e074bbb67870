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
 * The memory of one turn: waits for its time, adds the history to the request, and stores the turn before the answer,
 * or the last chunk of it, is handed on. A turn is either stored or given up, whichever comes first; one that is given
 * up leaves no trace.
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

    /** A reader who does not come to the end leaves no trace. */
    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public CompletableFuture<Next> after(ChatReply reply) {
        if (!decided.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new Glm4Exception("nobody waits for the answer any more"));
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

    /** The answer is not acknowledged, but it is not lost either. */
    private static Throwable with(ChatReply reply, Throwable failure) {
        FailureDetails details = FailureDetails.afterAttempts(reply.attempts())
                .withText(reply.completion().text());
        return failure instanceof Glm4ConversationException e
                ? new Glm4ConversationException(e.getMessage(), e.getCause(), details)
                : failure;
    }
}
