package io.github.camelglm4.error;

import java.util.function.Consumer;

/**
 * Runs the steps of an operation, and ends the operation if a step throws anything. Vert.x and thread pools only log
 * it: the next step would continue without the lost data, or the caller would never get an answer.
 *
 * <p>After a failed step, no other step runs. The ending can fail too, for example when memory is low. It is then
 * repeated immediately, and in place of each later step, until it succeeds. For steps that run one after another, on
 * any thread.
 */
public final class StepGuard {

    private static final int TRIES = 3;

    private final Consumer<Throwable> ending;
    private volatile Throwable thrown;
    private volatile boolean ended;

    /** @param ending ends the operation with the given failure; called again if it throws */
    public StepGuard(Consumer<Throwable> ending) {
        this.ending = ending;
    }

    /** Runs a step. Never throws. */
    public void run(Runnable step) {
        run(Runnable::run, step);
    }

    /** Returns a guarded step with an argument. Created in advance, because memory may be low when the step runs. */
    public <T> Consumer<T> guarded(Consumer<T> step) {
        return argument -> run(step, argument);
    }

    /** Runs a step with an argument. Never throws. */
    public <T> void run(Consumer<T> step, T argument) {
        if (thrown == null) {
            try {
                step.accept(argument);
                return;
            } catch (Throwable failure) {
                thrown = failure;
            }
        }
        end();
    }

    private void end() {
        for (int tries = 0; tries < TRIES && !ended; tries++) {
            try {
                ending.accept(thrown);
                ended = true;
            } catch (Throwable again) {
                // the first failure is the more useful one
            }
        }
    }
}
