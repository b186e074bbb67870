package io.github.camelglm4.usage;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts what callers use, in windows: the last 60 seconds, the day and the month in UTC. Several nodes with the same
 * data share budgets.
 *
 * <p>An implementation must be thread-safe. It is called on threads of the pool {@code glm4}, several times at once,
 * and must not block them: a store that writes to a database collects the changes that come in meanwhile, and writes
 * them together.
 *
 * <p>If the result for a request fails, or does not come within 5 seconds, the call is allowed or refused as the option
 * {@code serverLimitsWhenStoreFails} says, and the request is not added again. If the result for the tokens of a call
 * fails, they are added again when the store has added another change, with the time at which they were used. They are
 * not added again after an {@link UnknownOutcomeException}, or if there is no result at all: they may have been added.
 */
public interface UsageStore {

    /**
     * Adds the amounts to all windows, or to none if a sum would be above {@link UsageChange#most()}. The comparison
     * and the addition are one atomic step.
     *
     * @return completes on any thread; exceptionally if the store is not available: with an
     *     {@link UnknownOutcomeException} if the amounts may have been added, and with any other exception only if they
     *     are not
     */
    CompletionStage<UsageResult> add(UsageChange change);

    /**
     * Returns what callers have used so far, for reports. Nothing is counted. The default implementation adds nothing
     * to each caller; a store that can read many callers together should do so, without making calls wait.
     *
     * @param callers names of callers
     * @param time selects the windows
     * @return completes on any thread, with an entry for each name; exceptionally if the store is not available
     */
    default CompletionStage<Map<String, UsageSums>> sums(Set<String> callers, Instant time) {
        Map<String, CompletableFuture<UsageResult>> results = new HashMap<>();
        for (String caller : callers) {
            UsageChange nothing = new UsageChange(caller, time, 0, 0, UsageSums.UNLIMITED);
            results.put(caller, add(nothing).toCompletableFuture());
        }
        return CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, UsageSums> sums = new HashMap<>();
                    results.forEach((caller, result) ->
                            sums.put(caller, result.getNow(null).sums()));
                    return sums;
                });
    }
}
