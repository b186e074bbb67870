package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.testing.RawClient;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits and budgets of callers, over HTTP. */
@Timeout(60)
class LimitsTest extends GatewayTestSupport {

    /** An answer of the route counts 15 tokens. */
    private final AtomicInteger reached = new AtomicInteger();

    private final CompletableFuture<Void> released = new CompletableFuture<>();

    @Override
    String callers() {
        return """
                - {name: requests, key: requests, requestsPerMinute: 2}
                - {name: minute, key: minute, tokensPerMinute: 20}
                - {name: day, key: day, tokensPerDay: 20}
                - {name: month, key: month, tokensPerMonth: 20}
                - {name: one, key: one, maxConcurrentRequests: 1}
                - {name: short, key: short, maxTokens: 7, requestsPerMinute: 1000, tokensPerDay: 1000000}
                - {name: free, key: free}
                """;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m")
                        .process(exchange -> reached.incrementAndGet())
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(10))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(5))
                        .setBody(constant("yes"));
                from("glm4:cap")
                        .process(exchange -> exchange.getMessage()
                                .setBody("cap "
                                        + exchange.getMessage()
                                                .getBody(ChatCompletionRequest.class)
                                                .parameters()
                                                .get("max_tokens")));
                from("glm4:slow")
                        .routeId("slow")
                        .process(exchange -> {
                            reached.incrementAndGet();
                            released.join();
                        })
                        .setBody(constant("yes"));
                from("glm4:pieces")
                        .routeId("pieces")
                        .process(exchange -> exchange.getMessage().setBody(pieces()));
                from("glm4:none").throwException(new IllegalStateException("no answer"));
            }
        };
    }

    /** The second piece comes when the test says so. */
    private Iterator<String> pieces() {
        return new Iterator<>() {

            private int count;

            @Override
            public boolean hasNext() {
                return count < 3;
            }

            @Override
            public String next() {
                if (++count > 1) {
                    released.join();
                }
                return "piece of an answer, " + "x".repeat(20);
            }
        };
    }

    @AfterEach
    void release() {
        released.complete(null);
    }

    @Test
    void requestsPerMinute() throws Exception {
        HttpResponse<String> first = ask("requests", "m", "");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("61s");
        assertThat(header(first, "x-ratelimit-limit-tokens")).isNull();
        clock.advance(Duration.ofSeconds(20));
        HttpResponse<String> second = ask("requests", "m", ",\"stream\":true");
        assertThat(second.body()).endsWith("data: [DONE]\n\n");
        assertThat(header(second, "x-ratelimit-remaining-requests")).isEqualTo("0");

        HttpResponse<String> third = ask("requests", "m", "");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("rate_limit_exceeded", "The limit requestsPerMinute of 2 is reached.");
        assertThat(header(third, "Retry-After")).isEqualTo("41");
        assertThat(header(third, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(reached).hasValue(2);
        clock.advance(Duration.ofMillis(40_999));
        assertThat(status("requests", "m")).isEqualTo(429);
        clock.advance(Duration.ofMillis(1));
        assertThat(status("requests", "m")).isEqualTo(200);
        assertThat(status("requests", "m")).isEqualTo(429);
    }

    @Test
    void whatIsRefusedOrMalformedDoesNotCount() throws Exception {
        assertThat(ask("requests", "m", ",\"temperature\":7").statusCode()).isEqualTo(400);
        assertThat(status("requests", "unknown")).isEqualTo(404);
        context.getRouteController().suspendRoute(context.getRoutes().get(0).getId());
        assertThat(status("requests", "m")).isEqualTo(503);
        context.getRouteController().resumeRoute(context.getRoutes().get(0).getId());

        assertThat(status("requests", "m")).isEqualTo(200);
        assertThat(status("requests", "m")).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(status("requests", "m")).isEqualTo(429);
        }
        clock.advance(Duration.ofSeconds(61));
        assertThat(status("requests", "m")).isEqualTo(200);
    }

    @Test
    void tokensPerMinute() throws Exception {
        use("minute", "m", "");
        use("minute", "m", ",\"stream\":true");

        HttpResponse<String> over = ask("minute", "m", "");

        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(over.body()).contains("rate_limit_exceeded", "tokensPerMinute");
        assertThat(header(over, "Retry-After")).isEqualTo("61");
        assertThat(header(over, "x-ratelimit-limit-tokens")).isEqualTo("20");
        assertThat(header(over, "x-ratelimit-remaining-tokens")).isEqualTo("0");
        clock.advance(Duration.ofSeconds(61));
        assertThat(status("minute", "m")).isEqualTo(200);
    }

    /** The oldest request has none. */
    @Test
    void tokensAreWaitedForAndNotRequests() throws Exception {
        assertThat(status("minute", "none")).isEqualTo(500);
        await().atMost(SOON).until(() -> records.size() == 1);
        clock.advance(Duration.ofSeconds(10));
        use("minute", "m", "");
        use("minute", "m", "");

        HttpResponse<String> over = ask("minute", "m", "");

        assertThat(header(over, "Retry-After")).isEqualTo("61");
        assertThat(header(over, "x-ratelimit-reset-tokens")).isEqualTo("61s");
    }

    @Test
    void tokensPerDayInUtc() throws Exception {
        use("day", "m", "");
        clock.advance(Duration.ofHours(11));
        use("day", "m", "");

        HttpResponse<String> over = ask("day", "m", "");

        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(over.body()).contains("\"code\":\"insufficient_quota\"", "tokensPerDay of 20");
        assertThat(header(over, "Retry-After")).isEqualTo("3600");
        clock.set("2026-12-31T00:00:00Z");
        assertThat(status("day", "m")).isEqualTo(200);
    }

    @Test
    void tokensPerMonthInUtc() throws Exception {
        use("month", "m", "");
        clock.set("2026-12-31T23:00:00Z");
        use("month", "m", "");

        HttpResponse<String> over = ask("month", "m", "");

        assertThat(over.body()).contains("insufficient_quota", "tokensPerMonth");
        assertThat(header(over, "Retry-After")).isEqualTo("3600");
        clock.set("2027-01-01T00:00:00Z");
        assertThat(status("month", "m")).isEqualTo(200);
    }

    /** What it holds is the most that its answer may have. */
    @Test
    void anEstimateIsHeldWhileACallRuns() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                CLIENT.sendAsync(asking("day", "slow", ",\"max_tokens\":18"), BodyHandlers.ofString());
        await().atMost(SOON).until(() -> reached.get() == 1);

        HttpResponse<String> refused = ask("day", "m", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains("rate_limit_exceeded", "tokensPerDay of 20 is held by calls in progress")
                .doesNotContain("insufficient_quota");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        released.complete(null);
        assertThat(header(slow.get(), "x-ratelimit-remaining-tokens")).isEqualTo("0");
        // 2 tokens of the request and 1 of the answer, by their characters
        await().atMost(SOON).until(() -> records.size() == 2);
        HttpResponse<String> next = ask("day", "m", ",\"max_tokens\":1");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(header(next, "x-ratelimit-remaining-tokens")).isEqualTo("14");
    }

    @Test
    void requestsAtTheSameTime() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                CLIENT.sendAsync(asking("one", "slow", ""), BodyHandlers.ofString());
        await().atMost(SOON).until(() -> reached.get() == 1);

        HttpResponse<String> second = ask("one", "m", "");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("rate_limit_exceeded", "maxConcurrentRequests of 1");
        assertThat(header(second, "Retry-After")).isEqualTo("1");
        released.complete(null);
        assertThat(slow.get().statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> status("one", "m") == 200);
    }

    @Test
    void lengthOfAnAnswer() throws Exception {
        assertThat(ask("short", "cap", "").body()).contains("cap 7");
        assertThat(ask("short", "cap", ",\"max_tokens\":8").body()).contains("cap 7");
        assertThat(ask("short", "cap", ",\"max_completion_tokens\":9").body()).contains("cap 7");
        assertThat(ask("short", "cap", ",\"max_tokens\":6").body()).contains("cap 6");
        assertThat(ask("free", "cap", "").body()).contains("cap null");
    }

    @Test
    void whatWasBrokenOffIsChargedByWhatCame() throws Exception {
        try (RawClient caller = askRaw("free", "pieces", ",\"stream\":true")) {
            readUntil(caller, "piece of an answer");
        }

        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(records.peek())
                .containsEntry("status", 499)
                .containsEntry("code", "client_closed_request")
                .containsEntry("promptTokens", 2L)
                .containsEntry("completionTokens", 10L)
                .containsEntry("totalTokens", 12L);
    }

    /** Its request was read by the model, and is all that is known of the call. */
    @Test
    void aCallerThatLeavesBeforeAWholeAnswerIsChargedForItsRequest() throws Exception {
        try (RawClient caller = askRaw("one", "slow", "")) {
            await().atMost(SOON).until(() -> reached.get() == 1);
            assertThat(status("one", "m")).isEqualTo(429);
        }

        // its place is free at once, although the route is still busy
        await().atMost(SOON).until(() -> records.size() == 2);
        assertThat(records)
                .filteredOn(record -> record.get("status").equals(499))
                .singleElement()
                .satisfies(record -> assertThat(record).containsEntry("totalTokens", 2L));
        assertThat(status("one", "m")).isEqualTo(200);
    }

    @Test
    void whatTheServerBreaksOffIsItsOwnFailure() throws Exception {
        CLIENT.sendAsync(asking("free", "slow", ""), BodyHandlers.ofString());
        HttpResponse<InputStream> stream =
                CLIENT.send(asking("free", "pieces", ",\"stream\":true"), BodyHandlers.ofInputStream());
        await().atMost(SOON).until(() -> stream.body().read() >= 0 && reached.get() == 1);

        context.getRouteController().stopRoute("pieces", 1, TimeUnit.MILLISECONDS);
        context.getRouteController().stopRoute("slow", 1, TimeUnit.MILLISECONDS);

        await().atMost(SOON).until(() -> records.size() == 2);
        assertThat(records)
                .allSatisfy(record ->
                        assertThat(record).containsEntry("status", 503).containsEntry("code", "model_unavailable"));
        assertThat(records).extracting(record -> record.get("totalTokens")).containsExactlyInAnyOrder(12L, 0L);
    }

    @Test
    void aStreamThatPassesItsBudgetIsNotCut() throws Exception {
        released.complete(null);

        HttpResponse<String> stream = ask("day", "pieces", ",\"stream\":true,\"max_tokens\":1");

        assertThat(stream.body().split("piece of an answer", -1)).hasSize(4);
        assertThat(stream.body()).endsWith("data: [DONE]\n\n");
        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(ask("day", "m", "").body()).contains("insufficient_quota");
    }

    @Test
    void aFailureReleasesWhatItHeld() throws Exception {
        assertThat(ask("day", "none", ",\"max_tokens\":18").statusCode()).isEqualTo(500);
        assertThat(status("one", "none")).isEqualTo(500);
        await().atMost(SOON).until(() -> records.size() == 2);

        assertThat(header(ask("day", "m", ",\"max_tokens\":1"), "x-ratelimit-remaining-tokens"))
                .isEqualTo("17");
        assertThat(status("one", "m")).isEqualTo(200);
    }

    @Test
    void aModelIsRecordedAsOneShortLine() throws Exception {
        assertThat(status("free", "none\\n" + "x".repeat(10_000))).isEqualTo(404);

        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat((String) records.peek().get("model")).startsWith("none xxx").hasSizeLessThan(210);
    }

    @Test
    void aFailureChargesNothing() throws Exception {
        assertThat(status("free", "none")).isEqualTo(500);

        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(records.peek()).containsEntry("status", 500).containsEntry("totalTokens", 0L);
    }

    @Test
    void withoutLimitsThereAreNoHeaders() throws Exception {
        assertThat(ask("free", "m", "").headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
    }

    @Test
    void recordsOfAnAnswerAndOfRefusals() throws Exception {
        ask("requests", "m", "");
        ask("requests", "m", ",\"stream\":true");
        ask("requests", "m", "");
        ask("unknown", "m", "");
        ask("requests", "m", ",\"temperature\":7");

        await().atMost(SOON).until(() -> records.size() == 5);
        List<Map<String, Object>> all = List.copyOf(records);
        assertThat(all.get(0))
                .containsOnlyKeys(
                        "time",
                        "requestId",
                        "caller",
                        "model",
                        "status",
                        "code",
                        "finishReason",
                        "promptTokens",
                        "completionTokens",
                        "totalTokens",
                        "cachedTokens",
                        "reasoningTokens",
                        "streamed",
                        "millis",
                        "firstByteMillis")
                .containsEntry("time", "2026-12-30T12:00:00Z")
                .containsEntry("caller", "requests")
                .containsEntry("model", "m")
                .containsEntry("finishReason", "stop")
                .containsEntry("totalTokens", 15L)
                .containsEntry("streamed", false);
        assertThat(all).extracting(record -> record.get("status")).contains(200, 200, 429, 401, 400);
        assertThat(all)
                .filteredOn(record -> record.get("status").equals(429))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("code", "rate_limit_exceeded")
                        .containsEntry("caller", "requests")
                        .containsEntry("model", "m"));
        assertThat(all.toString()).doesNotContain("12345678").doesNotContain("yes");
    }

    private void use(String key, String model, String more) throws Exception {
        int before = records.size();
        assertThat(ask(key, model, more + ",\"max_tokens\":1").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> records.size() == before + 1);
    }
}
