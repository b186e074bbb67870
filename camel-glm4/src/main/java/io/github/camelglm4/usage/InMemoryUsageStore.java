package io.github.camelglm4.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Counts in memory, for one node and until it ends. Answers at once. */
public final class InMemoryUsageStore implements UsageStore {

    private static final int MONTHS = 12;

    private final Map<String, Windows> callers = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<UsageResult> add(UsageChange change) {
        return CompletableFuture.completedFuture(
                callers.computeIfAbsent(change.caller(), name -> new Windows()).add(change));
    }

    private static final class Windows {

        private final RollingMinute minute = new RollingMinute();
        private final CalendarSum day = new CalendarSum();
        private final CalendarSum month = new CalendarSum();

        synchronized UsageResult add(UsageChange change) {
            advance(change.time());
            UsageSums before = new UsageSums(minute.requests(), minute.tokens(), day.tokens(), month.tokens());
            UsageSums after = change.applied(before);
            boolean added = after.within(change.most());
            if (added) {
                minute.add(change.requests(), change.tokens());
                day.add(change.tokens());
                month.add(change.tokens());
            }
            return new UsageResult(
                    added,
                    added ? after : before,
                    minute.freesMillis(change.time().toEpochMilli()));
        }

        private void advance(Instant time) {
            OffsetDateTime date = time.atOffset(ZoneOffset.UTC);
            minute.advance(time.getEpochSecond());
            day.advance(date.toLocalDate().toEpochDay());
            month.advance((long) date.getYear() * MONTHS + date.getMonthValue());
        }
    }
}
