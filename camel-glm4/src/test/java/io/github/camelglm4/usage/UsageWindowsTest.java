package io.github.camelglm4.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The windows of the store in memory, beside a list of everything that was added. */
class UsageWindowsTest {

    private static final long START = Instant.parse("2026-12-31T23:58:00Z").toEpochMilli();

    record Step(long millisLater, long requests, long tokens, long most) {}

    private record Added(Instant time, long requests, long tokens) {}

    @Property
    void sumsAreThoseOfTheWindows(@ForAll("scripts") List<Step> steps) {
        InMemoryUsageStore store = new InMemoryUsageStore();
        List<Added> added = new ArrayList<>();
        long millis = START;
        for (Step step : steps) {
            millis += step.millisLater();
            Instant now = Instant.ofEpochMilli(millis);
            UsageSums before = sums(added, now);
            UsageSums most = new UsageSums(step.most(), step.most() * 3, step.most() * 10, Long.MAX_VALUE);

            UsageResult result = store.add(new UsageChange("a", now, step.requests(), step.tokens(), most))
                    .toCompletableFuture()
                    .join();

            assertThat(result.added())
                    .isEqualTo(before.plus(step.requests(), step.tokens()).within(most));
            if (result.added()) {
                added.add(new Added(now, step.requests(), step.tokens()));
            }
            assertThat(result.sums()).isEqualTo(sums(added, now));
            assertThat(read(store, now)).isEqualTo(sums(added, now));
            assertThat(result.requestsFreeMillis()).isBetween(0L, 61_000L);
            assertThat(result.tokensFreeMillis()).isBetween(0L, 61_000L);
        }
    }

    private static UsageSums read(UsageStore store, Instant now) {
        Map<String, UsageSums> sums =
                store.sums(Set.of("a", "b"), now).toCompletableFuture().join();
        assertThat(sums).hasSize(2).containsEntry("b", UsageSums.ZERO);
        return sums.get("a");
    }

    /** Never less than the last 60 seconds, never as much as 61. */
    @Property
    void theMinuteIsTheLastSixtySeconds(@ForAll("scripts") List<Step> steps) {
        InMemoryUsageStore store = new InMemoryUsageStore();
        List<Added> added = new ArrayList<>();
        long millis = START;
        for (Step step : steps) {
            millis += step.millisLater();
            Instant now = Instant.ofEpochMilli(millis);
            added.add(new Added(now, step.requests(), step.tokens()));
            long sum = store.add(new UsageChange("a", now, step.requests(), step.tokens(), UsageSums.UNLIMITED))
                    .toCompletableFuture()
                    .join()
                    .sums()
                    .minuteRequests();

            assertThat(sum)
                    .isGreaterThanOrEqualTo(requests(added, one -> one.time().isAfter(now.minusSeconds(60))))
                    .isLessThanOrEqualTo(requests(added, one -> one.time().isAfter(now.minusSeconds(61))));
        }
    }

    @Property
    void whatIsOverFreesWhenItSays(@ForAll("steps") Step first) {
        InMemoryUsageStore store = new InMemoryUsageStore();
        Instant begin = Instant.ofEpochMilli(START + first.millisLater());
        UsageSums one = new UsageSums(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        add(store, begin, one);
        UsageResult over = add(store, begin.plusMillis(10), one);

        assertThat(over.added()).isFalse();
        Instant free = begin.plusMillis(10 + over.requestsFreeMillis());
        assertThat(add(store, free.minusMillis(1), one).added()).isFalse();
        assertThat(add(store, free, one).added()).isTrue();
    }

    @Test
    void tokensFreeWhenEnoughOfThemHaveLeft() {
        UsageWindows windows = new UsageWindows();
        Instant begin = Instant.ofEpochMilli(START);
        windows.add(new UsageChange("a", begin, 1, 0, UsageSums.UNLIMITED));
        for (int second = 10; second <= 30; second += 10) {
            windows.add(new UsageChange("a", begin.plusSeconds(second), 0, 5, UsageSums.UNLIMITED));
        }
        UsageSums most = new UsageSums(1, 9, Long.MAX_VALUE, Long.MAX_VALUE);

        UsageResult over = windows.add(new UsageChange("a", begin.plusSeconds(30), 1, 0, most));

        assertThat(over.requestsFreeMillis()).isEqualTo(31_000);
        assertThat(over.tokensFreeMillis()).as("10 of 15 have left").isEqualTo(51_000);
        UsageResult within = windows.add(new UsageChange("a", begin.plusSeconds(30), 0, 0, UsageSums.UNLIMITED));
        assertThat(within.tokensFreeMillis()).as("the oldest have left").isEqualTo(41_000);
    }

    /** A charge of an earlier minute does not move the windows back, but a request does: the clock was corrected. */
    @Test
    void tokensThatAreChargedLateAreNotOfTheLastMinute() {
        UsageWindows windows = new UsageWindows();
        Instant now = Instant.ofEpochMilli(START);
        windows.add(new UsageChange("a", now, 1, 5, UsageSums.UNLIMITED));

        UsageResult late = windows.add(new UsageChange("a", now.minusSeconds(61), 0, 7, UsageSums.UNLIMITED));

        assertThat(late.added()).isTrue();
        assertThat(late.sums()).isEqualTo(new UsageSums(1, 5, 12, 12));
        assertThat(windows.add(new UsageChange("a", now, 0, 0, UsageSums.UNLIMITED))
                        .sums())
                .isEqualTo(new UsageSums(1, 5, 12, 12));
        assertThat(windows.add(new UsageChange("a", now.minusSeconds(60), 0, 1, UsageSums.UNLIMITED))
                        .sums())
                .as("the last minute")
                .isEqualTo(new UsageSums(1, 6, 13, 13));
        assertThat(windows.add(new UsageChange("a", now.minusSeconds(61), 1, 0, UsageSums.UNLIMITED))
                        .sums())
                .isEqualTo(new UsageSums(1, 0, 13, 13));
    }

    private static UsageResult add(InMemoryUsageStore store, Instant time, UsageSums most) {
        return store.add(new UsageChange("a", time, 1, 0, most))
                .toCompletableFuture()
                .join();
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        return steps().list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Long> pause = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 3_000),
                Arbitraries.longs().between(50_000, 70_000),
                Arbitraries.longs().between(0, 40L * 86_400_000));
        return Combinators.combine(
                        pause,
                        Arbitraries.longs().between(0, 1),
                        Arbitraries.longs().between(0, 50),
                        Arbitraries.longs().between(0, 40))
                .as(Step::new);
    }

    private static UsageSums sums(List<Added> added, Instant now) {
        Predicate<Added> minute = one -> one.time().getEpochSecond() >= now.getEpochSecond() - 60;
        Predicate<Added> day = one -> one.time()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        Predicate<Added> month = one -> YearMonth.from(one.time().atOffset(ZoneOffset.UTC))
                .equals(YearMonth.from(now.atOffset(ZoneOffset.UTC)));
        return new UsageSums(requests(added, minute), tokens(added, minute), tokens(added, day), tokens(added, month));
    }

    private static long requests(List<Added> added, Predicate<Added> window) {
        return added.stream().filter(window).mapToLong(Added::requests).sum();
    }

    private static long tokens(List<Added> added, Predicate<Added> window) {
        return added.stream().filter(window).mapToLong(Added::tokens).sum();
    }
}
