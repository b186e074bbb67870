package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;

/**
 * A stage between an exchange and the model of the service: memory, typed answers, tools. A step changes the request on
 * its way to the service, and decides from the reply whether the model is called again. For one exchange;
 * {@link AgentLoop} calls one method at a time, except {@link #giveUp}.
 */
public interface Step {

    /** What follows a reply. */
    sealed interface Next permits Again, Done {}

    /** The model is called again. */
    record Again(ChatCompletionRequest request) implements Next {}

    /** This step accepts the answer. */
    record Done(ChatReply reply) implements Next {}

    /**
     * Changes a request. Called again if a step in front of this one sends another request.
     *
     * @return the changed request; a rejection is a {@link Glm4Exception}, which may also be thrown
     */
    CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request);

    /**
     * Checks the reply to that request. Called on the executor for continuations.
     *
     * @return completed on any thread; a failure is a {@link Glm4Exception}, which may also be thrown
     */
    CompletableFuture<Next> after(ChatReply reply);

    /** Whether {@link #after} is called only when a reader has read all other elements and waits for the end. */
    default boolean isOnDemand() {
        return false;
    }

    /**
     * Ends the work in progress: there will be no answer, because a step failed or the caller no longer waits. Called
     * on any thread, before the failure is reported, possibly more than once and concurrently with another method.
     */
    default void giveUp() {}
}
