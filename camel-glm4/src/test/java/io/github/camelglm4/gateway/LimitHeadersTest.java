package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that say what is left of a limit. A request holds 10 tokens, and its answer uses 15. */
@Timeout(60)
class LimitHeadersTest extends GatewayTestSupport {

    @Override
    String callers() {
        return """
                - {name: all, key: all, requestsPerMinute: 10, tokensPerMinute: 600, tokensPerDay: 500, tokensPerMonth: 700}
                - {name: minute, key: minute, tokensPerMinute: 100, tokensPerDay: 1000}
                - {name: month, key: month, tokensPerDay: 100, tokensPerMonth: 90}
                """;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m")
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(10))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(5))
                        .setBody(constant("yes"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areTheSameForWholeAndStreamedAnswers(boolean streamed) throws Exception {
        assertThat(limits("all", streamed))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "x-ratelimit-limit-requests", "10",
                        "x-ratelimit-remaining-requests", "9",
                        "x-ratelimit-reset-requests", "61s",
                        "x-ratelimit-limit-tokens", "500",
                        "x-ratelimit-remaining-tokens", "490",
                        "x-ratelimit-reset-tokens", "43200s"));
        clock.advance(Duration.ofMillis(1_500));
        assertThat(limits("all", streamed))
                .containsEntry("x-ratelimit-remaining-requests", "8")
                .containsEntry("x-ratelimit-reset-requests", "60s")
                .containsEntry("x-ratelimit-remaining-tokens", "475")
                .containsEntry("x-ratelimit-reset-tokens", "43199s");
    }

    @Test
    void describeTheMinuteIfTheLeastIsLeftOfIt() throws Exception {
        assertThat(limits("minute", false)).containsEntry("x-ratelimit-reset-tokens", "0s");
        clock.advance(Duration.ofSeconds(20));

        assertThat(limits("minute", true))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "x-ratelimit-limit-tokens", "100",
                        "x-ratelimit-remaining-tokens", "75",
                        "x-ratelimit-reset-tokens", "41s"));
    }

    @Test
    void describeTheMonthIfTheLeastIsLeftOfIt() throws Exception {
        assertThat(limits("month", false))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "x-ratelimit-limit-tokens", "90",
                        "x-ratelimit-remaining-tokens", "80",
                        // 36 hours until January
                        "x-ratelimit-reset-tokens", "129600s"));
    }

    private Map<String, String> limits(String key, boolean streamed) throws Exception {
        int before = records.size();
        HttpResponse<String> response = ask(key, "m", ",\"max_tokens\":8" + (streamed ? ",\"stream\":true" : ""));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).startsWith(streamed ? "text/event-stream" : "application/json");
        await().atMost(SOON).until(() -> records.size() > before);
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (name.startsWith("x-ratelimit")) {
                headers.put(name, String.join(",", values));
            }
        });
        return headers;
    }
}
