package io.github.camelglm4.testing.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The faults and hooks that a test has set, and the requests that arrived. Safe for threads. */
final class BatchScript {

    private static final long MAX_FILE_SIZE = 100L * 1024 * 1024;

    private final Map<Operation, Deque<Fault>> faults = new EnumMap<>(Operation.class);
    private final List<BatchRequest> requests = new ArrayList<>();
    private volatile Consumer<BatchRequest> onRequest = request -> {};
    private volatile Consumer<BatchRequest> onExecuted = request -> {};
    private volatile long maxFileSize = MAX_FILE_SIZE;

    synchronized void fail(Operation operation, List<Fault> next) {
        faults.computeIfAbsent(operation, none -> new ArrayDeque<>()).addAll(next);
    }

    /** Null if the request is answered normally. */
    synchronized Fault nextFault(Operation operation) {
        Deque<Fault> next = faults.get(operation);
        return next == null ? null : next.poll();
    }

    void onRequest(Consumer<BatchRequest> hook) {
        onRequest = hook;
    }

    void onExecuted(Consumer<BatchRequest> hook) {
        onExecuted = hook;
    }

    void received(BatchRequest request) {
        synchronized (this) {
            requests.add(request);
            notifyAll();
        }
        onRequest.accept(request);
    }

    void executed(BatchRequest request) {
        onExecuted.accept(request);
    }

    synchronized List<BatchRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized List<BatchRequest> requests(Operation operation) {
        return requests.stream()
                .filter(request -> request.operation() == operation)
                .toList();
    }

    synchronized void await(Operation operation, int count, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (requests(operation).size() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(
                        "not within " + limit + ": " + count + " requests " + operation + ", but " + requests);
            }
            wait(left);
        }
    }

    long maxFileSize() {
        return maxFileSize;
    }

    void maxFileSize(long bytes) {
        maxFileSize = bytes;
    }
}
