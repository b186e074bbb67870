package io.github.camelglm4.testing;

import java.util.concurrent.CompletableFuture;

/** One step of a scripted {@link Reply}. Always called on the event loop of the connection. */
@FunctionalInterface
interface Step {

    /** Runs the step, and returns a future that completes when the next step may begin. */
    CompletableFuture<?> run(Player player);
}
