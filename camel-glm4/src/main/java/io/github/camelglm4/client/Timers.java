package io.github.camelglm4.client;

/** Runs actions later, without a waiting thread. */
@FunctionalInterface
public interface Timers {

    /**
     * Runs the action once, on an event loop, which it must not block.
     *
     * @param millis from now, at least 1
     * @return cancels the action if it has not run; thread-safe, and may be called again
     */
    Runnable after(long millis, Runnable action);
}
