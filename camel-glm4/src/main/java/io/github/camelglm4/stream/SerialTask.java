package io.github.camelglm4.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one task again and again, never twice at a time, whoever asks for it, and nobody waits. Requests that come while
 * it runs are served together by one more run. Thread-safe.
 */
public final class SerialTask {

    private final Runnable task;
    private final Executor executor;
    private final Runnable runs = this::runs;

    /** Requests that no completed run has served: a run is under way or scheduled unless it is 0. */
    private final AtomicInteger requests = new AtomicInteger();

    /** Runs the task on the thread that asks for it. */
    public SerialTask(Runnable task) {
        this(task, Runnable::run);
    }

    /**
     * @param executor runs the task; it must run what it was given even if it throws meanwhile, as the pool
     *     {@code glm4} does
     */
    public SerialTask(Runnable task, Executor executor) {
        this.task = task;
        this.executor = executor;
    }

    /** The task runs once more: now, or after the run that is under way on another thread or further up on this one. */
    public void request() {
        if (requests.getAndIncrement() == 0) {
            executor.execute(runs);
        }
    }

    private void runs() {
        int served = 1;
        while (served != 0) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // the next request runs it, and finds what is left
                requests.set(0);
                throw e;
            }
            served = requests.addAndGet(-served);
        }
    }
}
