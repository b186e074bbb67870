package io.github.camelglm4.tools;

import java.util.concurrent.CompletableFuture;

/** Runs calls of tools on behalf of one exchange. */
@FunctionalInterface
public interface ToolRunner {

    /**
     * Runs a call whose arguments fit. Called on the executor for continuations, by several threads at once.
     *
     * @param result to be completed on any thread, with the text for the model, or exceptionally; with a
     *     {@link ToolProblem} where the model may be told more than that the tool failed. When somebody else completes
     *     it, the call was given up
     */
    void run(ToolInvocation call, CompletableFuture<String> result);
}
