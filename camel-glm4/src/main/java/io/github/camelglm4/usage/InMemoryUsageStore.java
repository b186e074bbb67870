package io.github.camelglm4.usage;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts in memory, for one node and until it ends. Answers at once. Once a day, it forgets the callers of whom nothing
 * counts any more: those without tokens in the current month.
 */
public final class InMemoryUsageStore implements UsageStore {

    private final Map<String, UsageWindows> callers = new ConcurrentHashMap<>();
    private final AtomicLong today = new AtomicLong(Long.MIN_VALUE);

    @Override
    public CompletionStage<UsageResult> add(UsageChange change) {
        forgetOncePerDay(change);
        UsageResult[] result = new UsageResult[1];
        // no other thread can forget the windows meanwhile
        callers.compute(change.caller(), (name, known) -> {
            UsageWindows windows = known == null ? new UsageWindows() : known;
            result[0] = windows.add(change);
            return windows;
        });
        return CompletableFuture.completedFuture(result[0]);
    }

    private void forgetOncePerDay(UsageChange change) {
        long day = UsageWindows.day(change.time());
        long before = today.get();
        if (day > before && today.compareAndSet(before, day)) {
            callers.keySet()
                    .forEach(caller -> callers.computeIfPresent(
                            caller, (name, windows) -> windows.isEmptyAt(change.time()) ? null : windows));
        }
    }

    /** Number of callers that are remembered. */
    int size() {
        return callers.size();
    }
}
