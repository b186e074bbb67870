package io.github.camelglm4.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares what a caller has used with its limits. A call is admitted as long as anything is left of each limit: its
 * own tokens may exceed what is left, so the calls in progress are all that a budget can be overdrawn by. Pure.
 *
 * @param held estimated tokens of the calls in progress, without this one
 */
record LimitCheck(UsageLimits limits, long held, Instant now) {

    /** The most that a caller may have used, with this request, for it to be admitted. */
    UsageSums most() {
        return most(held);
    }

    private UsageSums most(long reserved) {
        return new UsageSums(
                limits.requestsPerMinute(),
                mostTokens(limits.tokensPerMinute(), reserved),
                mostTokens(limits.tokensPerDay(), reserved),
                mostTokens(limits.tokensPerMonth(), reserved));
    }

    private static long mostTokens(long limit, long reserved) {
        return limit == UsageLimits.NONE ? limit : limit - reserved - 1;
    }

    /**
     * The limit that the sums exceed, which contain this request, with or without what is held. Null if there is none.
     */
    Limit exceeded(UsageSums sums) {
        Limit used = usedUp(sums);
        return used != null ? used : exceeded(sums, most());
    }

    /** The limit that the sums exceed, which contain this request, without what is held. Null if there is none. */
    Limit usedUp(UsageSums sums) {
        return exceeded(sums, most(0));
    }

    /** The longest window first. */
    private static Limit exceeded(UsageSums sums, UsageSums most) {
        if (sums.monthTokens() > most.monthTokens()) {
            return Limit.TOKENS_PER_MONTH;
        }
        if (sums.dayTokens() > most.dayTokens()) {
            return Limit.TOKENS_PER_DAY;
        }
        if (sums.minuteTokens() > most.minuteTokens()) {
            return Limit.TOKENS_PER_MINUTE;
        }
        return sums.minuteRequests() > most.minuteRequests() ? Limit.REQUESTS_PER_MINUTE : null;
    }

    /** When another attempt makes sense. */
    Duration retryAfter(Limit limit, UsageResult result) {
        return switch (limit) {
            case TOKENS_PER_MONTH -> untilNextMonth();
            case TOKENS_PER_DAY -> untilNextDay();
            case TOKENS_PER_MINUTE -> untilTokensFree(result);
            case REQUESTS_PER_MINUTE -> untilRequestsFree(result);
            case CONCURRENT_REQUESTS -> Duration.ofSeconds(1);
        };
    }

    /** What is left of the requests; null without a limit. */
    Remaining requests(UsageResult result) {
        return remaining(limits.requestsPerMinute(), result.sums().minuteRequests(), untilRequestsFree(result));
    }

    /**
     * What is left of that limit for tokens of which the least is left; null without any.
     *
     * @param own estimated tokens of this call, if it was admitted
     */
    Remaining tokens(UsageResult result, long own) {
        long used = held + own;
        List<Remaining> all = new ArrayList<>();
        all.add(remaining(limits.tokensPerMinute(), result.sums().minuteTokens() + used, untilTokensFree(result)));
        all.add(remaining(limits.tokensPerDay(), result.sums().dayTokens() + used, untilNextDay()));
        all.add(remaining(limits.tokensPerMonth(), result.sums().monthTokens() + used, untilNextMonth()));
        return all.stream()
                .filter(remaining -> remaining != null)
                .min(Comparator.comparingLong(Remaining::left))
                .orElse(null);
    }

    private static Remaining remaining(long limit, long used, Duration reset) {
        return limit == UsageLimits.NONE ? null : new Remaining(limit, Math.max(0, limit - used), reset);
    }

    private static Duration untilRequestsFree(UsageResult result) {
        return Duration.ofMillis(result.requestsFreeMillis());
    }

    private static Duration untilTokensFree(UsageResult result) {
        return Duration.ofMillis(result.tokensFreeMillis());
    }

    private Duration untilNextDay() {
        return until(today().plusDays(1));
    }

    private Duration untilNextMonth() {
        return until(today().withDayOfMonth(1).plusMonths(1));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private Duration until(LocalDate day) {
        return Duration.of(
                ChronoUnit.MILLIS.between(now, day.atStartOfDay(ZoneOffset.UTC).toInstant()), ChronoUnit.MILLIS);
    }
}
