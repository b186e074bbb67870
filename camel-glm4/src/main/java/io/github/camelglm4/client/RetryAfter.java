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

/** The Retry-After header, RFC 9110 section 10.2.3: seconds, or an HTTP date in one of its three forms. */
final class RetryAfter {

    /** Beyond every delay that is waited for; a number that does not fit is a long wait, not none. */
    private static final double LONGEST_SECONDS = 999_999_999;

    private static final String NUMBER = "\\d{1,50}(\\.\\d{1,50})?";

    /** The form of today, and the two of RFC 9110 section 5.6.7 that a recipient has to accept still. */
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
     * How long the response asks to wait; null when it does not. Milliseconds, as some services send them, are more
     * exact.
     */
    static Duration of(ApiResponse response, Instant now) {
        String millis = response.header("Retry-After-Ms");
        if (millis != null && millis.strip().matches(NUMBER)) {
            return Duration.ofMillis(Math.round(Math.min(LONGEST_SECONDS * 1000, Double.parseDouble(millis.strip()))));
        }
        return parse(response.header("Retry-After"), response.header("Date"), now);
    }

    /**
     * How long to wait from now; null when the header is missing or not understood; zero when the time has passed.
     *
     * @param date the Date header of the same response, or null: a date counts from there, because two clocks seldom
     *     agree
     * @param now by our own clock, for a response without that header
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
                // perhaps one of the other forms
            }
        }
        return null;
    }
}
