package io.github.camelglm4.usage;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store, the time that it has for an answer, and the warning about its failures. Thread-safe. */
final class WatchedStore {

    /** The messages are about limits. */
    private static final Logger LOG = LoggerFactory.getLogger(UsageLimiter.class);

    private static final long SECONDS = 5;

    private final UsageStore store;
    private final Clock clock;
    private final String whileItFails;
    private final Runnable onFailure;
    private final RepeatedWarning warning;
    private volatile Instant silentSince;

    /**
     * @param whileItFails what happens to calls then, for the warning
     * @param onFailure called for each failure; must be fast
     */
    WatchedStore(UsageStore store, Clock clock, String whileItFails, Runnable onFailure) {
        this.store = store;
        this.clock = clock;
        this.whileItFails = whileItFails;
        this.onFailure = onFailure;
        this.warning = new RepeatedWarning(clock);
    }

    /** Fails without a result in time. After that, calls do without the store for a while, and do not wait for it. */
    CompletableFuture<UsageResult> count(UsageChange request) {
        Instant silent = silentSince;
        if (silent != null && request.time().isBefore(silent.plusSeconds(SECONDS))) {
            return CompletableFuture.failedFuture(new TimeoutException("the store did not answer before"));
        }
        return inTime(add(request)).whenComplete((result, failure) -> {
            if (failure instanceof TimeoutException) {
                silentSince = clock.instant();
            }
        });
    }

    /** Waits for the store as long as it takes. */
    CompletableFuture<UsageResult> add(UsageChange change) {
        try {
            return store.add(change).thenApply(WatchedStore::required).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static UsageResult required(UsageResult result) {
        if (result == null) {
            throw new UnknownOutcomeException("the store has no result", null);
        }
        return result;
    }

    static CompletableFuture<UsageResult> inTime(CompletableFuture<UsageResult> result) {
        return result.isDone() ? result : result.copy().orTimeout(SECONDS, TimeUnit.SECONDS);
    }

    /** Whether the failure of a change means that it was not added. */
    static boolean isNotAdded(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return !(cause instanceof UnknownOutcomeException);
    }

    void failed(Throwable failure) {
        onFailure.run();
        warning.count(count -> LOG.warn(
                "The usage store failed: calls are {} without it. Failures since the last message: {}",
                whileItFails,
                count,
                failure));
    }
}
