package io.github.camelglm4.watch;

/** Observes one call of a tool. */
public interface ToolListener {

    /** Ignores the call. */
    ToolListener NONE = failure -> {};

    /** Runs the part of the tool that runs on the calling thread, in the context that the listener sets. */
    default void run(Runnable tool) {
        tool.run();
    }

    /**
     * The tool call is over. Called once, on any thread.
     *
     * @param failure why there is no result, or null
     */
    void ended(Throwable failure);
}
