package io.github.camelglm4.examples.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The processes of a run. A process that ends is started again, at most five times; then the run ends. All methods can
 * be called by any thread.
 */
final class Fleet implements AutoCloseable {
    private static final int MOST_RESTARTS = 5;
    private static final int CANNOT_START = 1;
    private static final long MILLIS_TO_STOP = 10_000;

    private final Consumer<String> notices;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Map<String, Child> children = new LinkedHashMap<>();
    private boolean closed;

    /** @param notices gets a line if a process ends unexpectedly */
    Fleet(Consumer<String> notices) {
        this.notices = notices;
    }

    /** Starts a process. */
    interface Starter {
        Child start() throws IOException;
    }

    /** Starts a process, and starts it again if it ends. */
    void run(Starter starter) throws IOException {
        run(starter, 0);
    }

    private synchronized void run(Starter starter, int restarts) throws IOException {
        if (closed) {
            return;
        }
        Child child = starter.start();
        children.put(child.name(), child);
        child.onExit().thenAcceptAsync(process -> ended(child, process.exitValue(), starter, restarts));
    }

    private void ended(Child child, int exitCode, Starter starter, int restarts) {
        if (isClosed()) {
            return;
        }
        String what = child.name() + " ended with exit code " + exitCode + ", see " + child.logged();
        if (restarts == MOST_RESTARTS || !child.wasUp() && exitCode == CANNOT_START) {
            failure.completeExceptionally(new IOException(what));
            return;
        }
        notices.accept("Started again: " + what);
        try {
            run(starter, restarts + 1);
        } catch (IOException e) {
            failure.completeExceptionally(e);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Completes exceptionally if a process cannot be kept running, or all are stopped. */
    CompletableFuture<Void> failure() {
        return failure;
    }

    /**
     * Stops all processes, and waits until they have ended. The first one is the broker: the others need it to stop.
     */
    @Override
    public void close() {
        List<Child> all;
        synchronized (this) {
            closed = true;
            failure.completeExceptionally(new IOException("it was stopped"));
            all = new ArrayList<>(children.values());
        }
        long deadline = System.currentTimeMillis() + MILLIS_TO_STOP;
        if (!all.isEmpty()) {
            Child first = all.remove(0);
            all.forEach(Child::stop);
            all.forEach(child -> child.awaitEnd(deadline - System.currentTimeMillis()));
            first.stop();
            first.awaitEnd(deadline - System.currentTimeMillis());
        }
    }
}
