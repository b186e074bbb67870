package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats that RFC 9110 allows for Retry-After, and invalid ones. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000", "' 7 ', 7000", "1.5, 1500", "86400, 86400000", "999999999, 999999999000"})
    void secondsAreSeconds(String header, long millis) {
        assertThat(RetryAfter.parse(header, null, NOW)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void dateIsTheTimeUntilThen(String header) {
        assertThat(RetryAfter.parse(header, null, NOW)).hasSeconds(7);
    }

    @ParameterizedTest
    @CsvSource({"'Sun, 06 Nov 1994 08:00:00 GMT', 2977", "'Sunday, 06-Nov-94 08:49:37 GMT', 0", "no date, 7", "'', 7"})
    void dateCountsFromTheTimeThatTheServiceTells(String date, long seconds) {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", date, NOW)).hasSeconds(seconds);
    }

    @Test
    void dateThatHasPassedIsNoWait() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:00 GMT", null, NOW)).isEqualTo(Duration.ZERO);
    }

    @Test
    void moreSecondsThanAnyoneWouldWaitAreStillAWait() {
        assertThat(RetryAfter.parse("99999999999999999999", null, NOW)).isGreaterThan(Duration.ofDays(10_000));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1e3", "NaN", "06 Nov 1994"})
    void anythingElseSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, null, NOW)).isNull();
    }
}
