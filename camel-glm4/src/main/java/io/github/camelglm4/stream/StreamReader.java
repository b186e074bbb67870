package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The end of a {@link StreamPipe} from which one reader takes elements, one thread at a time. All but {@link #poll} and
 * {@link #whenReadable} may be called on any thread.
 */
public interface StreamReader {

    /** Makes the caller the one reader; false when there has been one, or the stream was closed. */
    boolean claim();

    /** Whether there is, or was, a reader. */
    boolean isClaimed();

    /** Says that the reader reads to the end, however slowly, or closes the stream: it is not to be given up. */
    void attend();

    /**
     * The next element; null when there is none yet. Never waits.
     *
     * @throws Glm4Exception the failure of the stream, after every element that came
     */
    StreamElement poll();

    /**
     * Calls the action once, when {@link #poll()} has an element or an end: at once, or on the thread that brings it.
     * The action must not block that thread.
     */
    void whenReadable(Runnable action);

    /** The pool for code of readers, which also completes the futures of the stream; never an event loop. */
    Executor executor();

    /** The whole answer: everything is read for it, even without a reader; the elements are kept for one. */
    CompletableFuture<ChatCompletion> whole();

    /** Calls the action on the executor when the stream is over. Does not read anything itself. */
    void whenOver(BiConsumer<? super ChatCompletion, ? super Throwable> action);

    /** The failure with which the stream ended, to be closed included, or null. */
    Glm4Exception failure();

    /** Gives the stream up; to call it again, or after the end, changes nothing. */
    default void close() {
        close(null);
    }

    /** As {@link #close()}, because the route of a chunk failed: a reader that goes on gets that as the cause. */
    void close(Throwable cause);
}
