package io.github.camelglm4.examples.gateway.usage;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.Limit;
import io.github.camelglm4.usage.UsageLimits;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.UsageSums;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the limits of callers, and what is left of them. Thread-safe. */
final class LimitReader {

    private static final int MOST_CALLERS = 2_000;
    private static final long STORE_SECONDS = 5;

    /**
     * The limits of the first callers.
     *
     * @param callers by name
     * @param left the number of callers with limits that were left out
     */
    record AllLimits(List<CallerLimits> callers, int left) {}

    /**
     * The limits of a caller.
     *
     * @param expires the last day on which its keys are valid, or null
     * @param isExpired whether this day is over
     */
    record CallerLimits(String caller, String expires, boolean isExpired, List<LimitState> limits) {}

    /**
     * A limit.
     *
     * @param limit its name in the file of callers
     * @param used null if it is not counted
     * @param left null if it is not counted
     */
    record LimitState(String limit, long allowed, Long used, Long left) {}

    private final Supplier<List<Caller>> callers;
    private final UsageStore store;
    private final Clock clock;

    LimitReader(Supplier<List<Caller>> callers, UsageStore store, Clock clock) {
        this.callers = callers;
        this.store = store;
        this.clock = clock;
    }

    /**
     * @throws ExecutionException if the store fails
     * @throws TimeoutException if it does not answer within a few seconds
     */
    AllLimits read() throws ExecutionException, TimeoutException, InterruptedException {
        List<Caller> limited = callers.get().stream()
                .filter(caller -> caller.expires() != null || !caller.limits().equals(UsageLimits.UNLIMITED))
                .sorted(Comparator.comparing(Caller::name))
                .toList();
        List<Caller> shown = limited.subList(0, Math.min(MOST_CALLERS, limited.size()));
        Map<String, UsageSums> sums = store.sums(
                        shown.stream().map(Caller::name).collect(Collectors.toSet()), clock.instant())
                .toCompletableFuture()
                .get(STORE_SECONDS, TimeUnit.SECONDS);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new AllLimits(
                shown.stream()
                        .map(caller -> limits(caller, sums.get(caller.name()), today))
                        .toList(),
                limited.size() - shown.size());
    }

    private static CallerLimits limits(Caller caller, UsageSums sums, LocalDate today) {
        UsageLimits limits = caller.limits();
        List<LimitState> states = new ArrayList<>();
        add(states, Limit.REQUESTS_PER_MINUTE, limits.requestsPerMinute(), sums.minuteRequests());
        add(states, Limit.TOKENS_PER_MINUTE, limits.tokensPerMinute(), sums.minuteTokens());
        add(states, Limit.TOKENS_PER_DAY, limits.tokensPerDay(), sums.dayTokens());
        add(states, Limit.TOKENS_PER_MONTH, limits.tokensPerMonth(), sums.monthTokens());
        add(states, Limit.CONCURRENT_REQUESTS, limits.maxConcurrentRequests(), null);
        return new CallerLimits(
                caller.name(),
                caller.expires() == null ? null : caller.expires().toString(),
                caller.isExpired(today),
                states);
    }

    private static void add(List<LimitState> states, Limit limit, long allowed, Long used) {
        if (allowed != UsageLimits.NONE) {
            Long left = used == null ? null : Math.max(0, allowed - used);
            states.add(new LimitState(limit.field(), allowed, used, left));
        }
    }
}
