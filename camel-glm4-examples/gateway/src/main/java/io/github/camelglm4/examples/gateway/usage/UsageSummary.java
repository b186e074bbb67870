package io.github.camelglm4.examples.gateway.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What was used today, and in the last 30 days with today.
 *
 * @param days one for each of the 30 days, the oldest first
 * @param callers those with the most tokens first
 * @param models those with the most tokens first
 * @param errors the most frequent ones first
 */
record UsageSummary(
        UsageTotals today, UsageTotals last30Days, List<Day> days, Lines callers, Lines models, List<Errors> errors) {

    static final int DAYS = 30;
    private static final int MOST_CALLERS = 2_000;
    private static final int MOST_MODELS = 500;
    private static final int MOST_ERRORS = 100;

    /** The totals of a day. */
    record Day(String day, UsageTotals totals) {}

    /**
     * The first lines of a table.
     *
     * @param left the number of lines that were left out
     */
    record Lines(List<Line> lines, int left) {}

    /** What a caller has used, or what was used of a model. */
    record Line(String name, Amount today, Amount last30Days) {}

    /** The numbers in a line. */
    record Amount(long requests, long refused, long failed, long tokens) {

        static Amount of(UsageTotals totals) {
            return new Amount(totals.requests(), totals.refused(), totals.failed(), totals.tokens());
        }
    }

    /**
     * Calls that got an error.
     *
     * @param code or an empty string
     */
    record Errors(int status, String code, long today, long last30Days) {}

    private record Cause(int status, String code) {}

    /**
     * @param before sums of the days before today
     * @param daysBefore totals of the days before today; days without any may be missing
     */
    static UsageSummary of(
            LocalDate date,
            Map<UsageKey, UsageAmounts> today,
            Map<UsageKey, UsageAmounts> before,
            SortedMap<LocalDate, UsageTotals> daysBefore) {
        UsageTotals totalsToday = grouped(today, key -> "").getOrDefault("", UsageTotals.ZERO);
        List<Day> days = new ArrayList<>();
        UsageTotals last30Days = totalsToday;
        for (LocalDate day = date.minusDays(DAYS - 1L); day.isBefore(date); day = day.plusDays(1)) {
            UsageTotals totals = daysBefore.getOrDefault(day, UsageTotals.ZERO);
            days.add(new Day(day.toString(), totals));
            last30Days = last30Days.plus(totals);
        }
        days.add(new Day(date.toString(), totalsToday));
        return new UsageSummary(
                totalsToday,
                last30Days,
                days,
                lines(today, before, UsageKey::caller, MOST_CALLERS),
                lines(today, before, UsageKey::model, MOST_MODELS),
                errors(today, before));
    }

    private static <K> Map<K, UsageTotals> grouped(
            Map<UsageKey, UsageAmounts> amounts, Function<UsageKey, K> property) {
        Map<K, UsageTotals> groups = new HashMap<>();
        amounts.forEach((key, amount) ->
                groups.merge(property.apply(key), UsageTotals.of(key.status(), amount), UsageTotals::plus));
        return groups;
    }

    private static Lines lines(
            Map<UsageKey, UsageAmounts> today,
            Map<UsageKey, UsageAmounts> before,
            Function<UsageKey, String> property,
            int most) {
        Map<String, UsageTotals> ofToday = grouped(today, property);
        Map<String, UsageTotals> all = grouped(before, property);
        ofToday.forEach((name, totals) -> all.merge(name, totals, UsageTotals::plus));
        List<Line> lines = all.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey(),
                        Amount.of(ofToday.getOrDefault(entry.getKey(), UsageTotals.ZERO)),
                        Amount.of(entry.getValue())))
                .sorted(Comparator.comparingLong(
                                (Line line) -> line.last30Days().tokens())
                        .thenComparingLong(line -> line.last30Days().requests())
                        .reversed()
                        .thenComparing(Line::name))
                .limit(most)
                .toList();
        return new Lines(lines, all.size() - lines.size());
    }

    private static List<Errors> errors(Map<UsageKey, UsageAmounts> today, Map<UsageKey, UsageAmounts> before) {
        Function<UsageKey, Cause> cause = key -> new Cause(key.status(), key.code());
        Map<Cause, UsageTotals> ofToday = grouped(today, cause);
        Map<Cause, UsageTotals> all = grouped(before, cause);
        ofToday.forEach((key, totals) -> all.merge(key, totals, UsageTotals::plus));
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().status() >= 400)
                .map(entry -> new Errors(
                        entry.getKey().status(),
                        entry.getKey().code(),
                        ofToday.getOrDefault(entry.getKey(), UsageTotals.ZERO).requests(),
                        entry.getValue().requests()))
                .sorted(Comparator.comparingLong(Errors::last30Days)
                        .reversed()
                        .thenComparingInt(Errors::status)
                        .thenComparing(Errors::code))
                .limit(MOST_ERRORS)
                .toList();
    }
}
