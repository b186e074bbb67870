package io.github.camelglm4.error;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Failures of futures. */
public final class AsyncFailure {

    private AsyncFailure() {}

    /** The failure itself: futures that depend on the failed one wrap it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The failure itself, to be thrown by code that has no checked exceptions; an error is thrown here. */
    public static RuntimeException unchecked(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }

    /**
     * Goes on when a future has its value. When it fails, or what goes on throws, errors included, others that wait get
     * that as their failure: a future keeps to itself what its dependents throw.
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
