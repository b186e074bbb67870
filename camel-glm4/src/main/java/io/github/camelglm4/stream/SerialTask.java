package io.github.camelglm4.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one task repeatedly, but never concurrently, on request of any thread, without waiting. Requests during a run
 * are served together by one more run. Thread-safe.
 */
public final class SerialTask {

    private final Runnable task;
    private final Executor executor;
    private final Runnable runs = this::runs;

    /** Requests that no completed run has served: a run is active or scheduled unless it is 0. */
    private final AtomicInteger requests = new AtomicInteger();

    /** Runs the task on the requesting thread. */
    public SerialTask(Runnable task) {
        this(task, Runnable::run);
    }

    /** @param executor runs the task; must run an accepted task even if it throws, as the pool {@code glm4} does */
    public SerialTask(Runnable task, Executor executor) {
        this.task = task;
        this.executor = executor;
    }

    /** Runs the task once more: now, or after the current run on another thread or further up on this one. */
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
                // the next request runs the task, which reads the rest
                requests.set(0);
                throw e;
            }
            served = requests.addAndGet(-served);
        }
    }
}
