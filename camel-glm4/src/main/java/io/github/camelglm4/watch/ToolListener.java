package io.github.camelglm4.watch;

/** Follows one call of a tool. */
public interface ToolListener {

    /** Ignores the call. */
    ToolListener NONE = failure -> {};

    /** Runs the tool, as far as it runs on the calling thread, in the surroundings that the listener wants for it. */
    default void run(Runnable tool) {
        tool.run();
    }

    /**
     * It is over; called once, on any thread.
     *
     * @param failure why there is no result, or null
     */
    void ended(Throwable failure);
}
