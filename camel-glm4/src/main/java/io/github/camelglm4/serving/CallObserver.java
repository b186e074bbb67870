package io.github.camelglm4.serving;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.usage.UsageHold;

/**
 * Observes one request to a model. Each method is called at most once, except {@link #piece}. Thread-safe where a
 * method says so; the others are called on the event loop of the request.
 */
interface CallObserver {

    /** Observes nothing. */
    CallObserver NONE = new CallObserver() {};

    /** The request names a model. On any thread. */
    default void asks(String model, boolean streamed) {}

    /** The key of the request belongs to a caller. On any thread. */
    default void isFrom(String caller) {}

    /**
     * The request is passed to its model. On any thread.
     *
     * @param promptTokens estimated length of the request
     */
    default void reachesModel(UsageHold hold, long promptTokens) {}

    /** A piece of the answer is written. */
    default void piece(String text) {}

    /**
     * The answer is complete, and its last bytes are about to be written.
     *
     * @param usage as the service reported it, or null
     * @param finishReason null if it has none
     */
    default void answered(Usage usage, String finishReason) {}

    /** The caller gets an error. */
    default void refused(ServedError error) {}

    /** The server cuts the response, and not its caller. On any thread. */
    default void cut(ServedError reason) {}

    /** The response is over: the last method that is called. */
    default void over(boolean gone) {}
}
