package io.github.camelglm4.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits calls within the limits of their callers. A store counts what was used; the estimates and the number of the
 * calls in progress are those of this node. Thread-safe.
 */
public final class UsageLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(UsageLimiter.class);
    private static final long STORE_SECONDS = 5;

    /** When another attempt makes sense, if only calls in progress or the store are in the way. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final UsageStore store;
    private final LimitMode mode;
    private final boolean allowWithoutStore;
    private final Clock clock;
    private final Executor executor;
    private final Runnable onStoreFailure;
    private final RepeatedWarning storeWarning;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private volatile Instant silentSince;

    /**
     * @param mode not {@link LimitMode#OFF}
     * @param allowWithoutStore whether calls are admitted while the store fails; they always are if limits are observed
     * @param executor calls the store when a call is over, which is noticed on an event loop
     * @param onStoreFailure called each time that the store fails; must be fast
     */
    public UsageLimiter(
            UsageStore store,
            LimitMode mode,
            boolean allowWithoutStore,
            Clock clock,
            Executor executor,
            Runnable onStoreFailure) {
        this.store = store;
        this.mode = mode;
        this.allowWithoutStore = allowWithoutStore || mode == LimitMode.OBSERVE;
        this.clock = clock;
        this.executor = executor;
        this.onStoreFailure = onStoreFailure;
        this.storeWarning = new RepeatedWarning(clock);
    }

    /** The longest answer that the caller may request. */
    public long maxTokens(Caller caller) {
        return mode == LimitMode.ENFORCE ? caller.limits().maxTokens() : UsageLimits.NONE;
    }

    /** Forgets all callers but these. */
    public void retain(Collection<Caller> callers) {
        accounts.keySet().retainAll(callers.stream().map(Caller::name).collect(Collectors.toSet()));
    }

    /**
     * Admits a call or refuses it. A call that is admitted counts as a request.
     *
     * @param estimate tokens that are held until the call is over
     * @return completes on any thread, and never exceptionally; complete already if the store answers at once
     */
    public CompletionStage<Admission> admit(Caller caller, long estimate) {
        Account account = accounts.computeIfAbsent(caller.name(), name -> new Account(clock));
        // what is held can be as much as a limit, but not more: other calls would wait for more than it allows
        Hold hold = new Hold(
                caller.name(), account, Math.min(estimate, caller.limits().leastTokens()));
        long most = caller.limits().maxConcurrentRequests();
        if (hold.running > most && mode == LimitMode.ENFORCE) {
            hold.release();
            return CompletableFuture.completedFuture(
                    new Admission(null, Limit.CONCURRENT_REQUESTS, most, false, SOON, null, null));
        }
        LimitCheck check = new LimitCheck(caller.limits(), hold.heldBefore, clock.instant());
        UsageSums ceiling = mode == LimitMode.ENFORCE ? check.most() : UsageSums.UNLIMITED;
        return count(new UsageChange(caller.name(), check.now(), 1, 0, ceiling)).handle((result, failure) -> {
            if (failure != null) {
                return withoutStore(hold, failure);
            }
            try {
                return admission(caller, account, hold, check, result);
            } catch (RuntimeException | Error e) {
                // a result without sums
                return withoutStore(hold, e);
            }
        });
    }

    private Admission admission(Caller caller, Account account, Hold hold, LimitCheck check, UsageResult result) {
        UsageSums sums = result.added() ? result.sums() : result.sums().plus(1, 0);
        Limit over = check.exceeded(sums);
        if (mode == LimitMode.OBSERVE) {
            boolean tooMany = hold.running > caller.limits().maxConcurrentRequests();
            observe(caller, account, tooMany ? Limit.CONCURRENT_REQUESTS : over);
            return Admission.open(hold);
        }
        if (result.added() || over == null) {
            return new Admission(
                    hold, null, 0, false, null, check.requests(result), check.tokens(result, hold.estimate));
        }
        hold.release();
        boolean isHeld = check.usedUp(sums) == null;
        return new Admission(
                null,
                over,
                value(caller.limits(), over),
                isHeld,
                isHeld ? SOON : check.retryAfter(over, result),
                check.requests(result),
                check.tokens(result, 0));
    }

    private static long value(UsageLimits limits, Limit limit) {
        return switch (limit) {
            case CONCURRENT_REQUESTS -> limits.maxConcurrentRequests();
            case REQUESTS_PER_MINUTE -> limits.requestsPerMinute();
            case TOKENS_PER_MINUTE -> limits.tokensPerMinute();
            case TOKENS_PER_DAY -> limits.tokensPerDay();
            case TOKENS_PER_MONTH -> limits.tokensPerMonth();
        };
    }

    private static void observe(Caller caller, Account account, Limit over) {
        if (over != null) {
            account.warning.count(count -> LOG.info(
                    "The caller {} is over its limit {}, which is only observed. Calls over limits since the last"
                            + " message: {}",
                    caller.name(),
                    over.field(),
                    count));
        }
    }

    private Admission withoutStore(Hold hold, Throwable failure) {
        storeFailed(failure);
        if (allowWithoutStore) {
            return Admission.open(hold);
        }
        hold.release();
        return new Admission(null, null, 0, false, SOON, null, null);
    }

    private void storeFailed(Throwable failure) {
        onStoreFailure.run();
        storeWarning.count(count -> LOG.warn(
                "The usage store failed: calls are {} without it. Failures since the last message: {}",
                allowWithoutStore ? "allowed" : "refused",
                count,
                failure));
    }

    /** After a store did not answer, calls do without it for a while, or each of them would wait for it. */
    private CompletionStage<UsageResult> count(UsageChange request) {
        Instant silent = silentSince;
        if (silent != null && request.time().isBefore(silent.plusSeconds(STORE_SECONDS))) {
            return CompletableFuture.failedFuture(new TimeoutException("the store did not answer before"));
        }
        return add(request).whenComplete((result, failure) -> {
            if (failure instanceof TimeoutException) {
                silentSince = clock.instant();
            }
        });
    }

    private CompletionStage<UsageResult> add(UsageChange change) {
        try {
            CompletableFuture<UsageResult> result = store.add(change)
                    .thenApply(added -> Objects.requireNonNull(added, "the store has no result"))
                    .toCompletableFuture();
            return result.isDone() ? result : result.copy().orTimeout(STORE_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The calls in progress of one caller. */
    private static final class Account {

        private final AtomicInteger running = new AtomicInteger();
        private final AtomicLong held = new AtomicLong();
        private final RepeatedWarning warning;

        Account(Clock clock) {
            this.warning = new RepeatedWarning(clock);
        }
    }

    private final class Hold implements UsageHold {

        private final String caller;
        private final Account account;
        private final long estimate;
        private final int running;
        private final long heldBefore;
        private final AtomicBoolean over = new AtomicBoolean();

        Hold(String caller, Account account, long estimate) {
            this.caller = caller;
            this.account = account;
            this.estimate = estimate;
            this.running = account.running.incrementAndGet();
            this.heldBefore = account.held.getAndAdd(estimate);
        }

        /** The estimate is released only when the tokens are charged: in between, both would be missing. */
        @Override
        public void settle(long tokens) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            account.running.decrementAndGet();
            if (tokens <= 0) {
                account.held.addAndGet(-estimate);
                return;
            }
            UsageChange change = new UsageChange(caller, clock.instant(), 0, tokens, UsageSums.UNLIMITED);
            try {
                executor.execute(() -> charge(change));
            } catch (RejectedExecutionException e) {
                charged(e);
            }
        }

        private void charge(UsageChange change) {
            add(change).whenComplete((result, failure) -> charged(failure));
        }

        private void charged(Throwable failure) {
            account.held.addAndGet(-estimate);
            if (failure != null) {
                storeFailed(failure);
            }
        }

        void release() {
            settle(0);
        }
    }
}
