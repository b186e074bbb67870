package io.github.camelglm4.error;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs the steps of an operation, and ends the operation if a step throws anything. Vert.x and thread pools only log
 * it: the next step would continue without the lost data, or the caller would never get an answer.
 *
 * <p>After a failed step, no other step runs. The ending can fail too, for example when memory is low. It is then
 * repeated immediately, in place of each later step, and, if memory is low, by the {@link StandbyThread}, until it
 * succeeds. For steps that run one after another, on any thread; an ending never runs twice at the same time.
 */
public final class StepGuard {

    private static final int TRIES = 3;

    /** Guards whose ending failed because memory is low: a linked stack, so that adding one takes no memory. */
    private static final AtomicReference<StepGuard> UNFINISHED = new AtomicReference<>();

    private final Consumer<Throwable> ending;
    private volatile Throwable thrown;
    private volatile boolean ended;
    private boolean unfinished;
    private StepGuard next;

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
            } catch (Throwable failure) {
                failed(failure);
            }
        } else {
            end();
        }
    }

    /** Ends the operation as if a step had thrown that. Never throws. */
    public void failed(Throwable failure) {
        if (thrown == null) {
            thrown = failure;
        }
        end();
    }

    private synchronized void end() {
        for (int tries = 0; tries < TRIES && !ended; tries++) {
            try {
                ending.accept(thrown);
                ended = true;
            } catch (VirtualMachineError e) {
                leaveToStandby();
            } catch (Throwable again) {
                // the first failure is the more useful one
            }
        }
    }

    private void leaveToStandby() {
        if (!unfinished) {
            unfinished = true;
            do {
                next = UNFINISHED.get();
            } while (!UNFINISHED.compareAndSet(next, this));
            StandbyThread.wake();
        }
    }

    static boolean hasUnfinished() {
        return UNFINISHED.get() != null;
    }

    /** Repeats the endings that failed. Those that run out of memory again are kept for the next time. */
    static void endUnfinished() {
        StepGuard guard = UNFINISHED.getAndSet(null);
        while (guard != null) {
            StepGuard following = guard.next;
            guard.endAgain();
            guard = following;
        }
    }

    private synchronized void endAgain() {
        next = null;
        unfinished = false;
        end();
    }
}
