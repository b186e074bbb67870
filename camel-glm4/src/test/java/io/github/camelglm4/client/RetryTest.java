package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and with what content a failed request is retried. */
class RetryTest extends FailureTestSupport {

    private static final Reply FAILED = Reply.error(500, "500", "oops");

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void failedRequestGoesOutAgainMaxRetriesTimes(int maxRetries) {
        server.otherwise(FAILED);

        Glm4Exception failure = failureOf(MODEL + "?maxRetries=" + maxRetries, Glm4ServerException.class);

        assertThat(server.requests()).hasSize(1 + maxRetries);
        assertThat(failure.getAttempts()).isEqualTo(1 + maxRetries);
    }

    @Test
    void everyRetryCarriesTheSameBytes() {
        server.enqueue(FAILED, FAILED, Reply.completion("fine"));

        ask(MODEL + "?temperature=0.3", "hello");

        assertThat(server.requests())
                .extracting(RecordedRequest::text)
                .hasSize(3)
                .containsOnly(server.requests().get(0).text());
    }

    @Test
    void requestIdGetsASuffixWithEveryRetry() {
        server.enqueue(FAILED, FAILED, Reply.completion("fine"));

        ask(MODEL, "hello", Map.of("CamelGlm4RequestId", "order-4711"));

        assertThat(server.requests())
                .extracting(request -> request.json().get("request_id"))
                .containsExactly("order-4711", "order-4711-1", "order-4711-2");
    }

    @Test
    void noRequestIdIsSentWhenNoneIsSet() {
        server.enqueue(FAILED, Reply.completion("fine"));

        ask(MODEL, "hello");

        assertThat(server.requests())
                .hasSize(2)
                .noneMatch(request -> request.json().containsKey("request_id"));
    }

    @Test
    void responseTimeoutIsNotRetried() {
        server.otherwise(Reply.raw().never());

        Glm4Exception failure = failureOf(MODEL + "?responseTimeout=100", Glm4TimeoutException.class);

        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusedConnectionIsRetried() throws IOException {
        Glm4Exception failure = failureOf(
                MODEL + "?baseUrl=http://127.0.0.1:" + portWithoutListener() + "/v1", Glm4ConnectionException.class);

        assertThat(failure.getAttempts()).isEqualTo(3);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getStatusCode()).isZero();
    }

    @Test
    void waitBeyondMaxRetryDelayIsNotWaitedFor() {
        server.otherwise(Reply.error(429, "1302", "later").header("Retry-After", "3"));

        Glm4Exception failure = failureOf(MODEL + "?maxRetryDelay=2999", Glm4RateLimitException.class);

        assertThat(failure.getRetryAfter()).hasSeconds(3);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aWaitInMillisecondsCountsBeforeOneInSeconds() {
        server.otherwise(Reply.error(429, "1302", "later")
                .header("Retry-After-Ms", "1500")
                .header("Retry-After", "3600"));

        assertThat(failureOf(MODEL + "?maxRetryDelay=1000", Glm4RateLimitException.class)
                        .getRetryAfter())
                .hasMillis(1_500);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, false, 1", "429, FALSE, 1", "400, true, 3", "500, perhaps, 3", "400, perhaps, 1"})
    void theServiceMaySayWhetherItIsSentAgain(int status, String said, int requests) {
        server.otherwise(Reply.json(status, "{}").header("X-Should-Retry", said));

        ask(MODEL, "hello");

        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void afterFiftyRetriesTheBudgetIsEmptyAndEveryCallPutsBackAFifth() {
        server.otherwise(FAILED);
        // 50 - 30 = 20; 20 + 0.2 - 20 = 0.2; three calls make it 0.8
        String uri = MODEL + "?maxRetryDelay=1&maxRetries=30";
        assertThat(failureOf(uri, Glm4ServerException.class).getAttempts()).isEqualTo(31);
        assertThat(failureOf(uri, Glm4ServerException.class).getAttempts()).isEqualTo(21);
        for (int call = 0; call < 3; call++) {
            assertThat(failureOf(uri, Glm4ServerException.class).getAttempts()).isEqualTo(1);
        }

        assertThat(failureOf(uri, Glm4ServerException.class).getAttempts()).isEqualTo(2);
    }

    @Test
    void emptyBudgetLeavesFirstTriesAlone() {
        server.otherwise(FAILED);
        failureOf(MODEL + "?maxRetryDelay=1&maxRetries=60", Glm4ServerException.class);
        server.enqueue(Reply.completion("fine"));

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void retriedCallThatSucceedsLeavesNoTraceOfItsFailures() {
        context.getComponent("glm4", Glm4Component.class).getRetry().setMaxRetries(1);
        server.enqueue(Reply.error(429, "1302", "slow").header("Retry-After", "0"), Reply.completion("fine"));

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperties()).doesNotContainKeys("CamelAiErrorCategory", "CamelAiRetryAfterMillis");
    }

    private static int portWithoutListener() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
