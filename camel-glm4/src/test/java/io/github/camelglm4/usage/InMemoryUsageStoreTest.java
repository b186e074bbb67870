package io.github.camelglm4.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The store in memory forgets callers, but nothing that counts. */
class InMemoryUsageStoreTest {

    private final InMemoryUsageStore store = new InMemoryUsageStore();

    private UsageSums add(String caller, String time, long requests, long tokens) {
        return store.add(new UsageChange(caller, Instant.parse(time), requests, tokens, UsageSums.UNLIMITED))
                .toCompletableFuture()
                .join()
                .sums();
    }

    @Test
    void aCallerWithTokensIsForgottenInTheNextMonth() {
        add("gone", "2026-11-02T10:00:00Z", 1, 5);
        add("other", "2026-11-30T23:00:00Z", 1, 0);
        assertThat(add("gone", "2026-11-30T23:30:00Z", 0, 0)).isEqualTo(new UsageSums(0, 0, 0, 5));
        add("other", "2026-12-01T00:00:00Z", 1, 0);

        assertThat(store.size()).isEqualTo(1);
        assertThat(add("gone", "2026-12-01T00:00:00Z", 0, 0)).isEqualTo(UsageSums.ZERO);
    }

    @Test
    void aCallerWithRequestsOnlyIsForgottenOnTheNextDay() {
        add("gone", "2026-11-02T10:00:00Z", 1, 0);
        add("other", "2026-11-02T10:02:00Z", 1, 1);
        assertThat(store.size()).isEqualTo(2);
        add("other", "2026-11-03T00:00:00Z", 1, 1);

        assertThat(store.size()).isEqualTo(1);
    }

    /** Its requests are still in the last minute, although the month is another one. */
    @Test
    void nothingIsForgottenThatStillCounts() {
        add("a", "2026-11-30T23:59:50Z", 1, 5);
        add("b", "2026-12-01T00:00:00Z", 1, 5);

        assertThat(store.size()).isEqualTo(2);
        assertThat(add("a", "2026-12-01T00:00:01Z", 1, 2)).isEqualTo(new UsageSums(2, 7, 2, 2));
    }
}
