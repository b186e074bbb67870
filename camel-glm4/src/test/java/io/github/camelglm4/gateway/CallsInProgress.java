package io.github.camelglm4.gateway;

import io.github.camelglm4.usage.UsageResult;
import io.github.camelglm4.usage.UsageStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Counts the calls in progress of each caller on all nodes: from the request for admission until the tokens are
 * charged, or the call is refused. Thread-safe.
 */
final class CallsInProgress {

    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();

    /** The store of one of the nodes. */
    UsageStore watch(UsageStore store) {
        return change -> {
            boolean begins = change.requests() > 0;
            if (begins) {
                add(change.caller(), 1);
            }
            CompletionStage<UsageResult> result = store.add(change);
            return result.whenComplete((done, failure) -> {
                if (!begins || failure != null || !done.added()) {
                    add(change.caller(), -1);
                }
            });
        };
    }

    private synchronized void add(String caller, int change) {
        int now = running.merge(caller, change, Integer::sum);
        most.merge(caller, now, Math::max);
    }

    /** The most calls that a caller had in progress at the same time. */
    synchronized int most(String caller) {
        return most.getOrDefault(caller, 0);
    }
}
