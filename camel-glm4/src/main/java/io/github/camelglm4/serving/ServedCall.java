package io.github.camelglm4.serving;

import io.github.camelglm4.error.Glm4ConnectionException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A validated request that waits for its answer: exactly one of {@link #answer} and {@link #refuse} must be called,
 * once. What all operations have in common; a subclass has the request of one, and writes its response. Thread-safe.
 *
 * @param <R> the reply of a route
 */
public abstract class ServedCall<R> {

    final ResponseWriter writer;
    final CompletableFuture<R> outcome = new CompletableFuture<>();
    private final CallOrigin origin;
    private final AtomicBoolean answered = new AtomicBoolean();

    ServedCall(CallOrigin origin) {
        this.origin = origin;
        this.writer = origin.writer();
        writer.gone()
                .thenRun(() -> outcome.completeExceptionally(
                        new Glm4ConnectionException("the caller disconnected before the end of the answer")));
    }

    /** Writes the reply, and completes the outcome after its last byte. */
    abstract void send(R reply);

    /** Estimates the number of tokens of the request. */
    abstract long promptTokens();

    /** Returns the maximum number of tokens of the answer, or the expected one. */
    abstract long answerTokens();

    /** Returns whether the caller requests events. */
    boolean isStreamed() {
        return false;
    }

    /** Returns the model name of the request, unchanged. */
    public final String model() {
        return origin.model();
    }

    /** Returns the name of the caller's key, or null. */
    public final String caller() {
        return origin.caller();
    }

    /** Returns the HTTP headers for the route. */
    public final Map<String, String> headers() {
        return origin.headers();
    }

    /** Completed on any thread if the caller disconnects before the end of the answer. */
    public final CompletableFuture<Void> gone() {
        return writer.gone();
    }

    /**
     * Sends the answer.
     *
     * @return completed on an event loop after the last byte, with the complete reply (without its text if it has a
     *     source); exceptionally after a failure of the source or a disconnect
     */
    public final CompletableFuture<R> answer(R reply) {
        first(() -> send(reply));
        return outcome;
    }

    /** Sends an error. The future completes like that of {@link #answer}, with null. */
    public final CompletableFuture<R> refuse(ServedError error) {
        first(() -> {
            writer.written().thenRun(() -> outcome.complete(null));
            writer.eventLoop().execute(() -> writer.fail(error));
        });
        return outcome;
    }

    /**
     * Closes the connection, even in the middle of the answer.
     *
     * @param reason what is recorded
     */
    public final void abort(ServedError reason) {
        writer.eventLoop().execute(() -> writer.abort(reason));
    }

    /** If the answer cannot be sent, for example because memory is low, the connection is closed. */
    private void first(Runnable sending) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the call is already answered");
        }
        try {
            sending.run();
        } catch (RuntimeException | Error e) {
            writer.failed(e);
            throw e;
        }
    }
}
