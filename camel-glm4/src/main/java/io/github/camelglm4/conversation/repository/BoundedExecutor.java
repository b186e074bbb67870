package io.github.camelglm4.conversation.repository;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs at most {@code max} tasks at a time on another executor. Others wait without a thread. Thread-safe. */
final class BoundedExecutor implements Executor {

    private final Executor executor;
    private final int max;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    BoundedExecutor(Executor executor, int max) {
        this.executor = executor;
        this.max = max;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            if (running == max) {
                waiting.add(task);
                return;
            }
            running++;
        }
        executor.execute(() -> {
            for (Runnable next = task; next != null; next = next()) {
                next.run();
            }
        });
    }

    private Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            if (next == null) {
                running--;
            }
            return next;
        }
    }
}
