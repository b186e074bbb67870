package io.github.camelglm4.watch;

/** Observes one call. */
public interface CallListener {

    /**
     * A chunk of a streamed answer was received that is not the first. Never called concurrently; called on an event
     * loop or on the thread of a reader. Must be fast.
     *
     * @param nanos since the previous chunk
     */
    default void chunk(long nanos) {}

    /** A tool is called for the model. Several tools may run concurrently. */
    default ToolListener tool(String name, String callId) {
        return ToolListener.NONE;
    }

    /** The call is over, and its data is complete. Called once; on an event loop only if it was rejected there. */
    void ended();

    /** Creates the listener of each call: meters, spans. Thread-safe. */
    @FunctionalInterface
    interface Factory {

        /** A call begins. Called on the thread of the exchange. */
        CallListener begin(WatchedCall call);
    }
}
