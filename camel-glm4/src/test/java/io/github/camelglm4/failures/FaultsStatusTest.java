package io.github.camelglm4.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers with an error status: asked again when and as often as they say, and never followed to another host. */
class FaultsStatusTest extends FailureTestSupport {

    @RegisterExtension
    static final ScriptedServer elsewhere = ScriptedServer.start();

    private void assertAnswerAfterAttempts(int attempts) {
        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(attempts);
    }

    @Test
    @DisplayName("s429s: Retry-After in seconds is waited for, each time")
    void s429s() {
        Reply busy = Reply.error(429, "1302", "slow").header("Retry-After", "1");
        server.enqueue(busy, busy, Reply.completion("fine"));

        assertAnswerAfterAttempts(3);

        List<RecordedRequest> requests = server.requests();
        assertThat(gap(requests.get(0), requests.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(gap(requests.get(1), requests.get(2))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("s429d: Retry-After as an HTTP date is waited for")
    void s429d() {
        Instant date = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        server.enqueue(
                Reply.error(429, "1302", "slow").header("Retry-After", httpDate(date)), Reply.completion("fine"));

        assertAnswerAfterAttempts(2);

        assertThat(server.requests().get(1).arrivedAt()).isAfterOrEqualTo(date);
    }

    @Test
    @DisplayName("s429d, by a clock that is off: a date counts from the service's own, where it tells that")
    void s429dOfAnotherClock() {
        Instant there = Instant.now().minus(Duration.ofDays(1));
        server.enqueue(
                Reply.error(429, "1302", "slow")
                        .header("Date", httpDate(there))
                        .header("Retry-After", httpDate(there.plusSeconds(1))),
                Reply.completion("fine"));

        assertAnswerAfterAttempts(2);
        List<RecordedRequest> requests = server.requests();
        assertThat(gap(requests.get(0), requests.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("s429huge: a wait beyond maxRetryDelay is not waited for; the exception tells it")
    void s429huge() {
        server.otherwise(Reply.error(429, "1302", "tomorrow").header("Retry-After", "86400"));

        Glm4Exception failure = failureOf(MODEL, Glm4RateLimitException.class);

        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(failure.isRetryable()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("s429always: a bounded number of tries")
    void s429always() {
        server.otherwise(Reply.error(429, "1302", "no"));

        assertThat(failureOf(MODEL, Glm4RateLimitException.class).getAttempts()).isEqualTo(3);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    @DisplayName("s500once: one retry, then the answer")
    void s500once() {
        server.enqueue(Reply.error(500, "500", "oops"), Reply.completion("fine"));

        assertAnswerAfterAttempts(2);
    }

    @Test
    @DisplayName("s503: the failure carries the status and not the page")
    void s503() {
        server.otherwise(Reply.of(503, "text/html", "<html><h1>nginx is sorry</h1></html>"));

        Glm4Exception failure = failureOf(MODEL, Glm4OverloadedException.class);

        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(failure.getMessage()).contains("HTTP 503").doesNotContain("nginx");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    @DisplayName("s401: not retried, and a key that the service echoes is masked")
    void s401() {
        server.otherwise(Reply.error(401, "1002", "the key " + KEY + " is wrong, Bearer " + KEY));

        Glm4Exception failure = failureOf(MODEL, Glm4AuthenticationException.class);

        assertThat(failure.getMessage()).contains("the key xxxxxx is wrong").doesNotContain(KEY);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("s400: not retried, with the service's code")
    void s400() {
        server.otherwise(Reply.error(400, "1210", "bad temperature"));

        assertThat(failureOf(MODEL, Glm4RequestException.class).getCode()).isEqualTo("1210");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("s400empty: not retried, with the status")
    void s400empty() {
        server.otherwise(Reply.empty(400));

        assertThat(failureOf(MODEL, Glm4RequestException.class).getStatusCode()).isEqualTo(400);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("redirect: 307 to another host is not followed")
    void redirect() {
        assertNotFollowed(307, elsewhere.url("/v1/chat/completions"));
    }

    @Test
    @DisplayName("redirect302: 302 to another host is not followed, nor made a GET")
    void redirect302() {
        assertNotFollowed(302, elsewhere.url("/v1/chat/completions"));
    }

    @Test
    @DisplayName("redirect303: 303, which asks for a GET elsewhere, is not followed")
    void redirect303() {
        assertNotFollowed(303, elsewhere.url("/v1/chat/completions"));
    }

    @Test
    @DisplayName("redirectloop: 307 to itself is not followed")
    void redirectloop() {
        assertNotFollowed(307, server.url("/v1/chat/completions"));
    }

    private void assertNotFollowed(int status, String location) {
        server.otherwise(Reply.empty(status).header("Location", location));

        Glm4Exception failure = failureOf(MODEL, Glm4RequestException.class);

        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.requests()).hasSize(1);
        assertThat(elsewhere.connections()).isZero();
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private static Duration gap(RecordedRequest first, RecordedRequest second) {
        return Duration.between(first.arrivedAt(), second.arrivedAt());
    }
}
