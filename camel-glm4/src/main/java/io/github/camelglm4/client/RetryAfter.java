package io.github.camelglm4.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Reads the Retry-After header (RFC 9110, section 10.2.3): seconds, or an HTTP date in one of its three formats. */
final class RetryAfter {

    /** Longer than every supported delay: the value of a number that is too large for a {@code long}. */
    private static final double LONGEST_SECONDS = 999_999_999;

    private static final String NUMBER = "\\d{1,50}(\\.\\d{1,50})?";

    /** The current format, and the two that RFC 9110, section 5.6.7 requires a recipient to accept. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1990)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

    private RetryAfter() {}

    /**
     * Returns the delay that the response requests, or null if none. Retry-After-Ms takes precedence: it is more exact.
     */
    static Duration of(ApiResponse response, Instant now) {
        String millis = response.header("Retry-After-Ms");
        if (millis != null && millis.strip().matches(NUMBER)) {
            return Duration.ofMillis(Math.round(Math.min(LONGEST_SECONDS * 1000, Double.parseDouble(millis.strip()))));
        }
        return parse(response.header("Retry-After"), response.header("Date"), now);
    }

    /**
     * Returns the delay from now; null if the header is missing or cannot be parsed; zero if the time has passed.
     *
     * @param date the Date header of the same response, or null: the base of a date, because two clocks seldom agree
     * @param now local time, for a response without a Date header
     */
    static Duration parse(String header, String date, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (value.matches(NUMBER)) {
            return Duration.ofMillis(Math.round(Math.min(LONGEST_SECONDS, Double.parseDouble(value)) * 1000));
        }
        Instant until = date(value);
        if (until == null) {
            return null;
        }
        Instant there = date == null ? null : date(date.strip());
        Duration wait = Duration.between(there == null ? now : there, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Instant date(String value) {
        for (DateTimeFormatter form : DATES) {
            try {
                return LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // may be one of the other formats
            }
        }
        return null;
    }
}
