package io.github.camelglm4.examples.gateway.usage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;

/**
 * Reads what was used. The days before today hardly change, so they are read again only every few minutes. Used by one
 * thread at a time.
 */
final class HistoryReader {

    /** Records that waited for the database are added to days before. */
    private static final Duration PAST_VALID = Duration.ofMinutes(5);

    private record Past(
            LocalDate today, Instant read, Map<UsageKey, UsageAmounts> sums, SortedMap<LocalDate, UsageTotals> days) {

        boolean isValid(LocalDate date, Instant now) {
            return today.equals(date) && now.isBefore(read.plus(PAST_VALID));
        }
    }

    private final UsageHistory history;
    private final Clock clock;
    private Past past;

    HistoryReader(UsageHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    UsageSummary read() throws SQLException {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try (Connection connection = history.connect()) {
            if (past == null || !past.isValid(today, now)) {
                LocalDate first = today.minusDays(UsageSummary.DAYS - 1L);
                LocalDate last = today.minusDays(1);
                past = new Past(
                        today,
                        now,
                        HistoryTable.sums(connection, first, last),
                        HistoryTable.days(connection, first, last));
            }
            return UsageSummary.of(today, HistoryTable.sums(connection, today, today), past.sums(), past.days());
        }
    }
}
