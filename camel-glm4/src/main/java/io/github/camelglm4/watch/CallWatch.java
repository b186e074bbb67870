package io.github.camelglm4.watch;

/** Follows one call. */
public interface CallWatch {

    /**
     * A chunk of a streamed answer came, and it was not the first. On an event loop, one after the other.
     *
     * @param nanos since the chunk before
     */
    default void chunk(long nanos) {}

    /** A tool is run for the model. Calls of tools run side by side. */
    default ToolWatch tool(String name, String callId) {
        return ToolWatch.NONE;
    }

    /** The call is over, and knows everything of itself. Called once, and never on an event loop. */
    void ended();
}
