package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is retried when the service asks for it, not earlier. */
class RetryAfterHeaderTest extends FailureTestSupport {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondsAreWaitedForEachTime(boolean streamed) {
        Reply busy = busy().header("Retry-After", "1");
        server.enqueue(busy, busy, streamed ? Reply.completionStream("fine") : Reply.completion("fine"));

        assertAnswerAfterAttempts(3, streamed);

        List<RecordedRequest> requests = server.requests();
        assertThat(gap(requests.get(0), requests.get(1))).isGreaterThanOrEqualTo(SECOND);
        assertThat(gap(requests.get(1), requests.get(2))).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void aDateIsWaitedFor() {
        Instant date = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        server.enqueue(busy().header("Retry-After", httpDate(date)), Reply.completion("fine"));

        assertAnswerAfterAttempts(2, false);

        assertThat(server.requests().get(1).arrivedAt()).isAfterOrEqualTo(date);
    }

    @Test
    void aDateCountsFromTheClockOfTheServiceWhereItTellsThat() {
        Instant there = Instant.now().minus(Duration.ofDays(1));
        server.enqueue(
                busy().header("Date", httpDate(there)).header("Retry-After", httpDate(there.plusSeconds(1))),
                Reply.completion("fine"));

        assertAnswerAfterAttempts(2, false);

        List<RecordedRequest> requests = server.requests();
        assertThat(gap(requests.get(0), requests.get(1))).isGreaterThanOrEqualTo(SECOND);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWaitBeyondMaxRetryDelayIsToldAndNotWaitedFor(boolean streamed) {
        server.otherwise(busy().header("Retry-After", "86400"));

        Exchange exchange = ask(MODEL + "?stream=" + streamed, "hello");

        Glm4Exception failure = failureIn(exchange, Glm4RateLimitException.class);
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(failure.isRetryable()).isTrue();
        assertThat(exchange.getProperty("CamelAiRetryAfterMillis")).isEqualTo(86_400_000L);
        assertThat(server.requests()).hasSize(1);
    }

    private void assertAnswerAfterAttempts(int attempts, boolean streamed) {
        Exchange exchange = ask(MODEL + "?stream=" + streamed, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("fine");
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(attempts);
    }

    private static Reply busy() {
        return Reply.error(429, "1302", "slow down");
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private static Duration gap(RecordedRequest first, RecordedRequest second) {
        return Duration.between(first.arrivedAt(), second.arrivedAt());
    }
}
