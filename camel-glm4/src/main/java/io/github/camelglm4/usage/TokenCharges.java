package io.github.camelglm4.usage;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges the tokens of calls that are over. Tokens that the store has not added remain held, so that they count on
 * this node, and are charged again when the store has added another change: those of each caller and day together.
 * Thread-safe.
 */
final class TokenCharges {

    private static final Logger LOG = LoggerFactory.getLogger(UsageLimiter.class);

    /** Callers and days: all callers of a file, and the days that a store is down. Beyond it, tokens are lost. */
    private static final int MOST_KEPT = 10_000;

    private record Day(String caller, long number) {

        static Day of(UsageChange change) {
            return new Day(change.caller(), UsageWindows.day(change.time()));
        }
    }

    private record Kept(Account account, UsageChange change) {

        /** With the later time: tokens count in the last minute for at least as long as they should. */
        Kept plus(Kept more) {
            UsageChange later = change.time().isBefore(more.change.time()) ? more.change : change;
            long tokens = change.tokens() + more.change.tokens();
            return new Kept(
                    more.account, new UsageChange(later.caller(), later.time(), 0, tokens, UsageSums.UNLIMITED));
        }
    }

    private final WatchedStore store;
    private final Executor executor;
    private final Map<Day, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicBoolean chargingKept = new AtomicBoolean();

    /** @param executor calls the store */
    TokenCharges(WatchedStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    /**
     * Charges the tokens of a call, and then releases its estimate. It is not released before: in between, both would
     * be missing.
     */
    void charge(Account account, UsageChange change, long estimate) {
        execute(
                () -> inTime(account, change).whenComplete((result, failure) -> {
                    account.release(estimate);
                    answered(failure);
                }),
                rejected -> {
                    account.release(estimate);
                    store.failed(rejected);
                });
    }

    /** Tokens are kept even if it is known only after the time that they were not added. */
    private CompletableFuture<UsageResult> inTime(Account account, UsageChange change) {
        return WatchedStore.inTime(store.add(change).whenComplete((result, failure) -> {
            if (failure != null && WatchedStore.isNotAdded(failure)) {
                keep(new Kept(account, change));
            }
        }));
    }

    private void keep(Kept one) {
        Day day = Day.of(one.change);
        if (kept.size() >= MOST_KEPT && !kept.containsKey(day)) {
            return;
        }
        one.account.hold(one.change.tokens());
        kept.merge(day, one, Kept::plus);
    }

    /** The store has added a change: charges what is kept, one after the other. */
    void storeWorks() {
        if (!kept.isEmpty() && chargingKept.compareAndSet(false, true)) {
            execute(this::chargeOneOfKept, rejected -> chargingKept.set(false));
        }
    }

    private void chargeOneOfKept() {
        Iterator<Day> days = kept.keySet().iterator();
        Kept next = days.hasNext() ? kept.remove(days.next()) : null;
        if (next == null) {
            chargingKept.set(false);
            return;
        }
        inTime(next.account, next.change).whenComplete((result, failure) -> {
            next.account.release(next.change.tokens());
            chargingKept.set(false);
            answered(failure);
        });
    }

    private void answered(Throwable failure) {
        if (failure == null) {
            storeWorks();
        } else {
            store.failed(failure);
        }
    }

    private void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            rejected.accept(e);
        }
    }

    /** The component stops. */
    void logKept() {
        if (!kept.isEmpty()) {
            LOG.warn(
                    "The component stops before these tokens are charged, because the usage store failed: {}",
                    kept.values().stream().mapToLong(one -> one.change.tokens()).sum());
        }
    }
}
