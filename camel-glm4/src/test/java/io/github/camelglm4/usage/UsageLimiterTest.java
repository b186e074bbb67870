package io.github.camelglm4.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.SettableClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a limiter remembers of callers that are gone. */
class UsageLimiterTest {

    private static final UsageLimits ONE_AT_A_TIME =
            new UsageLimits(UsageLimits.NONE, UsageLimits.NONE, 100, UsageLimits.NONE, 1, UsageLimits.NONE);

    private final SettableClock clock = new SettableClock("2026-12-30T12:00:00Z");
    private final Caller caller = new Caller("a", Set.of(), null, ONE_AT_A_TIME, null);
    private final UsageStore memory = new InMemoryUsageStore();
    private volatile boolean down;
    private final UsageLimiter limiter =
            new UsageLimiter(this::add, LimitMode.ENFORCE, true, clock, Runnable::run, () -> {});

    private CompletableFuture<UsageResult> add(UsageChange change) {
        return down
                ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                : memory.add(change).toCompletableFuture();
    }

    private Admission admit() {
        return limiter.admit(caller, 10).toCompletableFuture().join();
    }

    @Test
    void aCallerWithoutCallsIsForgotten() {
        admit().hold().settle(5);
        assertThat(limiter.size()).isEqualTo(1);

        limiter.retain(List.of());

        assertThat(limiter.size()).isZero();
        assertThat(admit().tokens().left()).as("its budget is in the store").isEqualTo(85);
    }

    @Test
    void aCallThatRunsCountsIfTheCallerComesBack() {
        Admission first = admit();
        limiter.retain(List.of());
        limiter.retain(List.of(caller));

        assertThat(admit().over()).isEqualTo(Limit.CONCURRENT_REQUESTS);
        first.hold().settle(5);
        assertThat(admit().isAdmitted()).isTrue();
    }

    @Test
    void tokensThatAreNotChargedYetAreNotForgotten() {
        Admission first = admit();
        down = true;
        first.hold().settle(5);
        limiter.retain(List.of());
        down = false;

        Admission second = admit();
        assertThat(second.tokens().left())
                .as("5 are held, and 10 for the call itself")
                .isEqualTo(85);
        second.hold().settle(0);
        assertThat(admit().tokens().left()).as("5 are charged").isEqualTo(85);
    }
}
