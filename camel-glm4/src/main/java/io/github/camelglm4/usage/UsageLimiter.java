package io.github.camelglm4.usage;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits calls within the limits of their callers. A store counts what was used; the estimates and the number of the
 * calls in progress are those of this node. Thread-safe.
 */
public final class UsageLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(UsageLimiter.class);

    /** When another attempt makes sense, if only calls in progress or the store are in the way. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final LimitMode mode;
    private final boolean allowWithoutStore;
    private final Clock clock;
    private final WatchedStore store;
    private final TokenCharges charges;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

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
        this.mode = mode;
        this.allowWithoutStore = allowWithoutStore || mode == LimitMode.OBSERVE;
        this.clock = clock;
        this.store = new WatchedStore(store, clock, this.allowWithoutStore ? "allowed" : "refused", onStoreFailure);
        this.charges = new TokenCharges(this.store, executor);
    }

    /** The longest answer that the caller may request. */
    public long maxTokens(Caller caller) {
        return mode == LimitMode.ENFORCE ? caller.limits().maxTokens() : UsageLimits.NONE;
    }

    /** Forgets all callers but these, and those that hold something. */
    public void retain(Collection<Caller> callers) {
        Set<String> names = callers.stream().map(Caller::name).collect(Collectors.toSet());
        accounts.entrySet()
                .removeIf(entry ->
                        !names.contains(entry.getKey()) && entry.getValue().forgetIfIdle());
    }

    /** Number of callers that are remembered. */
    int size() {
        return accounts.size();
    }

    /** Logs the tokens that the store has not added, because the component stops. */
    public void logUncharged() {
        charges.logKept();
    }

    /**
     * Admits a call or refuses it. A call that is admitted counts as a request.
     *
     * @param estimate tokens that are held until the call is over
     * @return completes on any thread, and never exceptionally; complete already if the store answers at once
     */
    public CompletionStage<Admission> admit(Caller caller, long estimate) {
        // what is held can be as much as a limit, but not more: other calls would wait for more than it allows
        Hold hold = hold(caller, Math.min(estimate, caller.limits().leastTokens()));
        long most = caller.limits().maxConcurrentRequests();
        if (hold.begun.running() > most && mode == LimitMode.ENFORCE) {
            hold.release();
            return CompletableFuture.completedFuture(
                    new Admission(null, Limit.CONCURRENT_REQUESTS, most, false, SOON, null, null));
        }
        LimitCheck check = new LimitCheck(caller.limits(), hold.begun.heldBefore(), clock.instant());
        UsageSums ceiling = mode == LimitMode.ENFORCE ? check.most() : UsageSums.UNLIMITED;
        UsageChange request = new UsageChange(caller.name(), check.now(), 1, 0, ceiling);
        return store.count(request).handle((result, failure) -> {
            if (failure != null) {
                return withoutStore(hold, failure);
            }
            try {
                Admission admission = admission(caller, hold, check, result);
                charges.storeWorks();
                return admission;
            } catch (RuntimeException | Error e) {
                // a result without sums
                return withoutStore(hold, e);
            }
        });
    }

    private Hold hold(Caller caller, long estimate) {
        while (true) {
            Account account = accounts.computeIfAbsent(caller.name(), name -> new Account(clock));
            Account.Begun begun = account.begin(estimate);
            if (begun != null) {
                return new Hold(caller.name(), account, estimate, begun);
            }
            accounts.remove(caller.name(), account);
        }
    }

    private Admission admission(Caller caller, Hold hold, LimitCheck check, UsageResult result) {
        UsageSums sums = result.added() ? result.sums() : result.sums().plus(1, 0);
        Limit over = check.exceeded(sums);
        if (mode == LimitMode.OBSERVE) {
            boolean tooMany = hold.begun.running() > caller.limits().maxConcurrentRequests();
            observe(caller, hold.account, tooMany ? Limit.CONCURRENT_REQUESTS : over);
        }
        if (mode == LimitMode.OBSERVE || result.added() || over == null) {
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
            RepeatedWarning warning = account.warning();
            warning.count(count -> LOG.info(
                    "The caller {} is over its limit {}, which is only observed. Calls over limits since the last"
                            + " message: {}",
                    caller.name(),
                    over.field(),
                    count));
        }
    }

    private Admission withoutStore(Hold hold, Throwable failure) {
        store.failed(failure);
        if (allowWithoutStore) {
            return Admission.open(hold);
        }
        hold.release();
        return new Admission(null, null, 0, false, SOON, null, null);
    }

    private final class Hold implements UsageHold {

        private final String caller;
        private final Account account;
        private final long estimate;
        private final Account.Begun begun;
        private final AtomicBoolean over = new AtomicBoolean();

        Hold(String caller, Account account, long estimate, Account.Begun begun) {
            this.caller = caller;
            this.account = account;
            this.estimate = estimate;
            this.begun = begun;
        }

        @Override
        public void settle(long tokens) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            account.end();
            if (tokens <= 0) {
                account.release(estimate);
            } else {
                UsageChange change = new UsageChange(caller, clock.instant(), 0, tokens, UsageSums.UNLIMITED);
                charges.charge(account, change, estimate);
            }
        }

        void release() {
            settle(0);
        }
    }
}
