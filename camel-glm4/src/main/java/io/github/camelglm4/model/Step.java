package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;

/**
 * What stands between an exchange and the model of the service: memory, typed answers, tools. A step changes the
 * request on its way to the service and judges the reply on its way back. For one exchange; {@link AgentLoop} calls it,
 * one method after the other, except for {@link #giveUp}.
 */
public interface Step {

    /** What a reply leads to. */
    sealed interface Next permits Again, Done {}

    /** The model is asked again. */
    record Again(ChatCompletionRequest request) implements Next {}

    /** The answer, as far as this step is concerned. */
    record Done(ChatReply reply) implements Next {}

    /**
     * The request as it goes on. Called again, with another request, when a step in front of this one asks again.
     *
     * @return fails with a {@link Glm4Exception} when the request is refused; may be thrown as well
     */
    CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request);

    /**
     * Judges the reply to that request. Called on the executor for continuations.
     *
     * @return completed on any thread, exceptionally with a {@link Glm4Exception}, which may be thrown as well
     */
    CompletableFuture<Next> after(ChatReply reply);

    /** Whether {@link #after} is called only once a reader has read everything else and waits for the end. */
    default boolean isOnDemand() {
        return false;
    }

    /**
     * There will be no answer: a step failed, or nobody waits any more. What is under way is to end. Called on any
     * thread, before anybody knows, possibly more than once and beside another method.
     */
    default void giveUp() {}
}
