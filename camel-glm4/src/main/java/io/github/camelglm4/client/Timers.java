package io.github.camelglm4.client;

/** Runs something later, without a thread that waits. */
@FunctionalInterface
public interface Timers {

    /**
     * Runs the action once, on an event loop, which it must not hold up.
     *
     * @param millis from now, at least 1
     * @return ends that, as long as the action has not run; may be called from any thread, and again
     */
    Runnable after(long millis, Runnable action);
}
