package io.github.camelglm4.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The windows of one caller. Not thread-safe. */
public final class UsageWindows {

    /** The seconds that the last minute consists of: the current one, and the 60 before it. */
    public static final int SECONDS = RollingMinute.SECONDS;

    private static final int MONTHS = 12;

    private final RollingMinute minute = new RollingMinute();
    private final CalendarSum day = new CalendarSum();
    private final CalendarSum month = new CalendarSum();

    /**
     * Adds the amounts of a change, or none of them if a sum would be above its limit. Tokens that are charged late,
     * more than a minute after they were used, do not count in the last minute.
     */
    public UsageResult add(UsageChange change) {
        boolean late = change.requests() == 0 && minute.isPast(second(change.time()));
        if (!late) {
            minute.advance(second(change.time()));
        }
        day.advance(day(change.time()));
        month.advance(month(change.time()));
        boolean added = change.applied(sums()).within(change.most());
        if (added) {
            if (!late) {
                minute.add(change.requests(), change.tokens());
            }
            day.add(change.tokens());
            month.add(change.tokens());
        }
        long now = change.time().toEpochMilli();
        return new UsageResult(
                added,
                sums(),
                minute.requestsFreeMillis(change.most().minuteRequests() - change.requests(), now),
                minute.tokensFreeMillis(change.most().minuteTokens() - change.tokens(), now));
    }

    private UsageSums sums() {
        return new UsageSums(minute.requests(), minute.tokens(), day.tokens(), month.tokens());
    }

    /** Whether nothing counts any more at this time: new windows would have the same sums. */
    boolean isEmptyAt(Instant time) {
        return minute.isEmptyAt(second(time)) && day.isEmptyAt(day(time)) && month.isEmptyAt(month(time));
    }

    /** Adds what was counted in a second that is stored. Seconds must be added in their order, before any change. */
    public void addSecond(long second, long requests, long tokens) {
        minute.advance(second);
        minute.add(requests, tokens);
    }

    /** Adds what was counted on a day that is stored. */
    public void addDay(long epochDay, long tokens) {
        day.advance(epochDay);
        day.add(tokens);
    }

    /** Adds what was counted in a month that is stored. */
    public void addMonth(long number, long tokens) {
        month.advance(number);
        month.add(tokens);
    }

    /** Returns the number of the second in which the time is. */
    public static long second(Instant time) {
        return time.getEpochSecond();
    }

    /** Returns the number of the day in UTC. */
    public static long day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    /** Returns the number of the month in UTC. */
    public static long month(Instant time) {
        OffsetDateTime date = time.atOffset(ZoneOffset.UTC);
        return (long) date.getYear() * MONTHS + date.getMonthValue();
    }
}
