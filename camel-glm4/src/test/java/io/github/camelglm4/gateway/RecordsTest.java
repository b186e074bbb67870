package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.Reply;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests have a record, and the value of each of its fields. */
@Timeout(60)
class RecordsTest extends GatewayTestSupport {

    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":40,\"total_tokens\":150,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":60},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":30}}";

    private static final String WHOLE = "{\"id\":\"1\",\"created\":1,\"model\":\"glm-4\",\"choices\":[{\"index\":0,"
            + "\"finish_reason\":\"length\",\"message\":{\"role\":\"assistant\",\"content\":\"a secret answer\"}}],"
            + USAGE + "}";

    private static final String LAST_PIECE =
            "{\"id\":\"1\",\"created\":1,\"model\":\"glm-4\",\"choices\":[{\"index\":0,"
                    + "\"finish_reason\":\"length\",\"delta\":{\"role\":\"assistant\",\"content\":\"a secret answer\"}}],"
                    + USAGE + "}";

    private static final int FAR_TOO_MUCH = 16_000_000;

    @Override
    String callers() {
        return """
                - {name: a, key: a}
                - {name: some, key: some, models: m}
                - {name: limited, key: limited, requestsPerMinute: 0}
                - {name: old, key: old, expires: 2020-01-01}
                """;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy?maxRequestSize=10000").to("glm4:GLM-4-Air");
                from("glm4:m?maxRequestSize=10000").routeId("m").setBody(constant("yes"));
                from("glm4:busy?maxRequestSize=10000")
                        .setHeader("CamelHttpResponseCode", constant(503))
                        .setBody(constant("busy"));
                from("glm4:negative?maxRequestSize=10000")
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(-1))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(2))
                        .setHeader(Glm4Headers.TOTAL_TOKENS, constant(-100))
                        .setBody(constant("yes"));
                from("glm4:breaks?maxRequestSize=10000")
                        .process(exchange -> exchange.getMessage().setBody(breaking()));
                from("glm4:large?maxRequestSize=10000")
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(1))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(2))
                        .process(exchange -> exchange.getMessage().setBody("x".repeat(FAR_TOO_MUCH)));
            }
        };
    }

    private static Iterator<String> breaking() {
        return Stream.of("piece of an answer, " + "x".repeat(20), "")
                .map(text -> {
                    if (text.isEmpty()) {
                        throw new IllegalStateException("it broke");
                    }
                    return text;
                })
                .iterator();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void eachFieldOfACall(boolean streamed) throws Exception {
        server.enqueue(
                streamed ? Reply.stream().event(LAST_PIECE).event("[DONE]").lastChunk() : Reply.json(WHOLE));
        HttpRequest request = HttpRequest.newBuilder(
                        asking("a", "Proxy", ",\"stream\":" + streamed), (name, value) -> true)
                .header("X-Request-Id", "request-1")
                .build();
        assertThat(CLIENT.send(request, BodyHandlers.ofString()).body()).contains("a secret answer");

        Map<String, Object> record = onlyRecord();
        assertThat(record)
                .contains(
                        entry("time", "2026-12-30T12:00:00Z"),
                        entry("requestId", "request-1"),
                        entry("caller", "a"),
                        entry("model", "Proxy"),
                        entry("status", 200),
                        entry("code", null),
                        entry("finishReason", "length"),
                        entry("promptTokens", 100L),
                        entry("completionTokens", 40L),
                        entry("totalTokens", 150L),
                        entry("cachedTokens", 60L),
                        entry("reasoningTokens", 30L),
                        entry("streamed", streamed));
        assertThat((Long) record.get("firstByteMillis")).isBetween(0L, (Long) record.get("millis"));
        assertThat(record).hasSize(15);
        assertThat(record.toString()).doesNotContain("secret").doesNotContain("12345678");
    }

    /** Without counts of the service, by characters: 8 of the request, and 3 of the answer. */
    @Test
    void whatIsNotKnownIsNullOrEstimated() throws Exception {
        assertThat(status("a", "m")).isEqualTo(200);

        assertThat(onlyRecord())
                .contains(
                        entry("requestId", null),
                        entry("promptTokens", 2L),
                        entry("completionTokens", 1L),
                        entry("totalTokens", 3L),
                        entry("cachedTokens", null),
                        entry("reasoningTokens", null));
    }

    @Test
    void negativeCountsCreditNoCaller() throws Exception {
        assertThat(status("a", "negative")).isEqualTo(200);

        assertThat(onlyRecord())
                .contains(entry("promptTokens", 0L), entry("completionTokens", 2L), entry("totalTokens", 0L));
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, m, '', 401, invalid_api_key, false",
        "old, m, '', 401, expired_api_key, false",
        "some, proxy, '', 404, model_not_found, true",
        "a, gone, '', 404, model_not_found, true",
        "a, m, '\"temperature\":7', 400, , true",
        "limited, m, '', 429, rate_limit_exceeded, true",
        "a, busy, '', 503, , true",
    })
    void aRejectedRequestHasOne(String key, String model, String more, int status, String code, boolean known)
            throws Exception {
        assertThat(ask(key, model, more.isEmpty() ? "" : "," + more).statusCode())
                .isEqualTo(status);

        assertThat(onlyRecord())
                .contains(
                        entry("status", status),
                        entry("code", code),
                        entry("caller", known ? key : null),
                        entry("totalTokens", 0L),
                        entry("finishReason", null),
                        entry("firstByteMillis", null));
    }

    @Test
    void aRequestWithoutAKeyHasOne() throws Exception {
        HttpResponse<String> response = post("/chat/completions", "application/json", "{}", false);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(onlyRecord()).contains(entry("status", 401), entry("code", "missing_api_key"));
    }

    @Test
    void aRequestThatIsTooLargeHasOne() throws Exception {
        assertThat(post("/chat/completions", "application/json", "x".repeat(20_000), true)
                        .statusCode())
                .isEqualTo(413);

        assertThat(onlyRecord())
                .contains(entry("status", 413), entry("code", "request_too_large"), entry("caller", "a"));
    }

    @Test
    void aRequestThatIsNotJsonHasOne() throws Exception {
        assertThat(post("/chat/completions", "text/plain", "{}", true).statusCode())
                .isEqualTo(415);

        assertThat(onlyRecord())
                .contains(entry("status", 415), entry("code", "unsupported_media_type"), entry("caller", "a"));
    }

    @Test
    void aRequestForAModelThatIsSuspendedHasOne() throws Exception {
        context.getRouteController().suspendRoute("m");
        assertThat(status("a", "m")).isEqualTo(503);

        assertThat(onlyRecord()).contains(entry("status", 503), entry("code", "model_unavailable"));
    }

    /** The record of the last request shows that those before it have none. */
    @Test
    void otherMethodsPathsAndModelListsHaveNone() throws Exception {
        assertThat(CLIENT.send(request("/chat/completions", "a").GET().build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(post("/nothing", "application/json", "{}", true).statusCode())
                .isEqualTo(404);
        assertThat(CLIENT.send(request("/models", "a").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(CLIENT.send(request("/models/other", "some").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
        try (RawClient client = new RawClient(new Socket("localhost", port))) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\u0001b\r\n"
                    + "Content-Length: 0\r\n\r\n");
            readUntil(client, "HTTP/1.1 400");
        }
        assertThat(status("a", "m")).isEqualTo(200);

        assertThat(onlyRecord()).containsEntry("status", 200);
    }

    /** What came before is charged. */
    @Test
    void aStreamThatFailsInTheMiddle() throws Exception {
        HttpResponse<String> stream = ask("a", "breaks", ",\"stream\":true");
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.body()).contains("piece of an answer", "\"error\"");

        Map<String, Object> record = onlyRecord();
        assertThat(record)
                .contains(
                        entry("status", 500),
                        entry("code", null),
                        entry("finishReason", null),
                        entry("promptTokens", 2L),
                        entry("completionTokens", 10L),
                        entry("totalTokens", 12L),
                        entry("streamed", true));
        assertThat(record.get("firstByteMillis")).isNotNull();
    }

    /** The record of a later call comes first, as long as the caller has not read the answer. */
    @Test
    void itComesAfterTheLastByte() throws Exception {
        try (RawClient slow = askRaw("a", "large", "")) {
            readUntil(slow, "xxx");
            assertThat(status("a", "m")).isEqualTo(200);
            await().atMost(SOON).until(() -> records.size() == 1);
            assertThat(records.peek()).containsEntry("model", "m");

            slow.skip(FAR_TOO_MUCH);
            await().atMost(SOON).until(() -> records.size() == 2);
        }
        assertThat(List.copyOf(records).get(1))
                .contains(entry("model", "large"), entry("status", 200), entry("totalTokens", 3L));
    }

    private HttpResponse<String> post(String path, String type, String body, boolean withKey) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1" + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        if (withKey) {
            request.header("Authorization", "Bearer a");
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private Map<String, Object> onlyRecord() {
        await().atMost(SOON).until(() -> !records.isEmpty());
        assertThat(records).hasSize(1);
        return records.peek();
    }
}
