package io.github.camelglm4.error;

import java.util.concurrent.CompletionException;

/** Failures of futures. */
public final class AsyncFailure {

    private AsyncFailure() {}

    /** The failure itself: futures that depend on the failed one wrap it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
