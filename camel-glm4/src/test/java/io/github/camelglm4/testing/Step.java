package io.github.camelglm4.testing;

import java.util.concurrent.CompletableFuture;

/** One thing a scripted {@link Reply} does on its connection. Always called on the event loop of the connection. */
@FunctionalInterface
interface Step {

    /** Does it, and returns a future that completes when the next step may begin. */
    CompletableFuture<?> run(Player player);
}
