package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The end of a {@link StreamPipe} from which one reader takes elements, on one thread at a time. All methods except
 * {@link #poll} and {@link #whenReadable} are thread-safe.
 */
public interface StreamReader {

    /** Makes the caller the only reader; returns false if there was one already, or if the stream was closed. */
    boolean claim();

    /** Returns whether there is, or was, a reader. */
    boolean isClaimed();

    /** Declares that the reader reads to the end, however slowly, or closes the stream: it is never abandoned. */
    void attend();

    /**
     * Returns the next element, or null if there is none yet. Never waits.
     *
     * @throws Glm4Exception the failure of the stream, after all received elements
     */
    StreamElement poll();

    /**
     * Calls the action once, when {@link #poll()} has an element or an end: immediately, or on the thread that adds it.
     * The action must not block that thread.
     */
    void whenReadable(Runnable action);

    /** Returns the pool for code of readers, which also completes the futures of the stream; never an event loop. */
    Executor executor();

    /** Returns the complete answer: reads everything, even without a reader; the elements are kept for one. */
    CompletableFuture<ChatCompletion> whole();

    /** Calls the action on the executor when the stream is over. Does not read anything itself. */
    void whenOver(BiConsumer<? super ChatCompletion, ? super Throwable> action);

    /** Returns the failure with which the stream ended, including closing, or null. */
    Glm4Exception failure();

    /** Closes the stream. Calling this again, or after the end, has no effect. */
    default void close() {
        close(null);
    }

    /** As {@link #close()}, because the route of a chunk failed: a reader that continues gets this cause. */
    void close(Throwable cause);
}
