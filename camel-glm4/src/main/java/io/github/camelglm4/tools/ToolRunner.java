package io.github.camelglm4.tools;

import java.util.concurrent.CompletableFuture;

/** Runs the tool calls of one exchange. */
@FunctionalInterface
public interface ToolRunner {

    /**
     * Runs a call with valid arguments. Called on the executor for continuations, by several threads concurrently.
     *
     * @param result to be completed on any thread, with the text for the model or exceptionally. The model gets the
     *     message of a {@link ToolProblem}; for other failures, it only gets the message that the tool failed. If it is
     *     already completed, the call was abandoned
     */
    void run(ToolInvocation call, CompletableFuture<String> result);
}
