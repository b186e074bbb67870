package io.github.camelglm4.watch;

/** Follows one call. */
public interface CallListener {

    /**
     * A chunk of a streamed answer came, and it was not the first. Called one after the other, on an event loop or on
     * the thread of a reader; must be quick.
     *
     * @param nanos since the chunk before
     */
    default void chunk(long nanos) {}

    /** A tool is run for the model. Calls of tools run side by side. */
    default ToolListener tool(String name, String callId) {
        return ToolListener.NONE;
    }

    /**
     * The call is over, and knows everything of itself. Called once; on an event loop only if the route itself asked on
     * one and was refused.
     */
    void ended();

    /** Makes the listener of each call: meters, spans. Thread-safe. */
    @FunctionalInterface
    interface Factory {

        /** A call begins. Called on the thread of the exchange. */
        CallListener begin(WatchedCall call);
    }
}
