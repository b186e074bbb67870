package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Embeddings have the callers, limits, records and meters of chat completions. */
@Timeout(60)
class ServedEmbeddingLimitsTest extends GatewayTestSupport {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    String callers() {
        return """
                - {name: requests, key: requests, requestsPerMinute: 2}
                - {name: day, key: day, tokensPerDay: 20}
                - {name: minute, key: minute, tokensPerMinute: 100}
                - {name: some, key: some, models: reported}
                """;
    }

    @Override
    MeterRegistry meters() {
        return meters;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-embedding:reported")
                        .setHeader(Glm4EmbeddingHeaders.PROMPT_TOKENS, constant(15))
                        .setHeader(Glm4EmbeddingHeaders.TOTAL_TOKENS, constant(16))
                        .setBody(constant(List.of(1)));
                from("glm4-embedding:silent").setBody(constant(List.of(1)));
                from("glm4-embedding:pair").setBody(constant(List.of(List.of(1), List.of(2))));
                from("glm4:m").setBody(constant("yes"));
            }
        };
    }

    private HttpResponse<String> embed(String key, String model) throws Exception {
        return embed(key, model, "\"12345678\"");
    }

    private HttpResponse<String> embed(String key, String model, String input) throws Exception {
        return CLIENT.send(
                request("/embeddings", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"" + model + "\",\"input\":" + input + "}"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void requestsCountTogetherWithThoseForChat() throws Exception {
        HttpResponse<String> first = embed("requests", "reported");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(status("requests", "m")).isEqualTo(200);

        HttpResponse<String> third = embed("requests", "reported");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(header(third, "Retry-After")).isNotNull();
    }

    @Test
    void tokensOfTheRouteAreCharged() throws Exception {
        assertThat(embed("day", "reported").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(embed("day", "reported").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> records.size() == 2);

        HttpResponse<String> third = embed("day", "reported");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("insufficient_quota");
    }

    /** A chat without max_tokens holds 1,000 more for its answer. */
    @Test
    void aCallHoldsTheTokensOfAllItsTextsAndNoneForAnAnswer() throws Exception {
        HttpResponse<String> response = embed("minute", "pair", "[\"12345678\", \"1234\"]");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-ratelimit-remaining-tokens")).isEqualTo("97");
    }

    @Test
    void modelsAreThoseOfTheCaller() throws Exception {
        assertThat(embed("some", "reported").statusCode()).isEqualTo(200);
        assertThat(embed("some", "silent").statusCode()).isEqualTo(404);
        assertThat(embed("nobody", "reported").statusCode()).isEqualTo(401);
    }

    @Test
    void aCallHasARecordAndMeters() throws Exception {
        embed("requests", "reported", "\"12345678\",\"stream\":true");
        embed("requests", "silent");

        await().atMost(SOON).until(() -> records.size() == 2);
        Map<String, Object> reported = records.remove();
        assertThat(reported)
                .contains(
                        entry("caller", "requests"),
                        entry("model", "reported"),
                        entry("status", 200),
                        entry("finishReason", null),
                        entry("promptTokens", 15L),
                        entry("completionTokens", 0L),
                        entry("totalTokens", 16L),
                        entry("streamed", false));
        assertThat((Long) reported.get("firstByteMillis")).isBetween(0L, (Long) reported.get("millis"));
        // by its 8 characters
        assertThat(records.remove())
                .contains(entry("promptTokens", 2L), entry("completionTokens", 0L), entry("totalTokens", 2L));
        assertThat(meters.get("gen_ai.server.request.duration")
                        .tag("gen_ai.operation.name", "embeddings")
                        .tag("gen_ai.request.model", "reported")
                        .timer()
                        .count())
                .isEqualTo(1);
    }
}
