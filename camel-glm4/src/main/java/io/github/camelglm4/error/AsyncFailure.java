package io.github.camelglm4.error;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Unwraps and forwards the failures of futures. */
public final class AsyncFailure {

    private AsyncFailure() {}

    /** Returns the original failure: dependent futures wrap it in a {@link CompletionException}. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Returns the original failure as an unchecked exception for the caller to throw. An {@link Error} is thrown here.
     */
    public static RuntimeException unchecked(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }

    /**
     * Runs an action with the value of a future. If the future fails or the action throws, errors included,
     * {@code waiting} fails with it: a future does not report what its dependents throw.
     */
    public static <T> void goOn(CompletableFuture<T> future, CompletableFuture<?> waiting, Consumer<T> action) {
        future.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    action.accept(value);
                } else {
                    waiting.completeExceptionally(cause(failure));
                }
            } catch (RuntimeException | Error e) {
                waiting.completeExceptionally(e);
            }
        });
    }
}
