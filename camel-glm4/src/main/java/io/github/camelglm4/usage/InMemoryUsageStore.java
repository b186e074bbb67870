package io.github.camelglm4.usage;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Counts in memory, for one node and until it ends. Answers at once. */
public final class InMemoryUsageStore implements UsageStore {

    private final Map<String, UsageWindows> callers = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<UsageResult> add(UsageChange change) {
        UsageWindows windows = callers.computeIfAbsent(change.caller(), name -> new UsageWindows());
        synchronized (windows) {
            return CompletableFuture.completedFuture(windows.add(change));
        }
    }
}
