package io.github.camelglm4.error;

import java.util.function.Consumer;

/**
 * Runs the steps of something that is under way, and ends it when a step throws, whatever it throws. Vert.x and thread
 * pools only log what was thrown: the next step would go on without the data that was lost, or nobody would ever get an
 * answer.
 *
 * <p>After a step has failed no other step runs. The ending may fail too, for example when memory is short. It is then
 * tried again at once, and in place of each later step, until it succeeds. For steps that run one at a time, on any
 * thread.
 */
public final class StepGuard {

    private static final int TRIES = 3;

    private final Consumer<Throwable> ending;
    private volatile Throwable thrown;
    private volatile boolean ended;

    /** @param ending ends what is under way because of that; called again if it throws */
    public StepGuard(Consumer<Throwable> ending) {
        this.ending = ending;
    }

    /** Runs a step. Never throws. */
    public void run(Runnable step) {
        run(Runnable::run, step);
    }

    /** A step that takes something. To be made in advance: when memory is short, nothing can be made for the step. */
    public <T> Consumer<T> guarded(Consumer<T> step) {
        return argument -> run(step, argument);
    }

    /** Runs a step that takes something. Never throws. */
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
                // what was thrown first says more
            }
        }
    }
}
