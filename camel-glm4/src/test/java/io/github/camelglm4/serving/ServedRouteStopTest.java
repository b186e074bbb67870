package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stopping route finishes running answers, rejects new requests, and waits at most for the shutdown timeout. */
@Timeout(60)
class ServedRouteStopTest extends ServedLifeTestSupport {

    private static final int CALLS = 20;

    private final CompletableFuture<Void> rest = new CompletableFuture<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(completed::add);
                from("glm4:proxy").routeId("proxy").to("glm4:GLM-4-Air");
                from("glm4:large").routeId("large").process(e -> e.getMessage().setBody("x".repeat(8_000_000)));
            }
        };
    }

    /** Answers that have begun, or not even that, and end when the test wants. */
    private Reply answer(RecordedRequest request) {
        return Boolean.TRUE.equals(request.json().get("stream"))
                ? Reply.stream()
                        .event(GlmJson.delta("first "))
                        .await(rest)
                        .event(GlmJson.delta("last"))
                        .event(GlmJson.lastDelta())
                        .event("[DONE]")
                        .lastChunk()
                : Reply.completion("first last").after(rest);
    }

    private List<CompletableFuture<HttpResponse<String>>> askMany() {
        server.otherwise(this::answer);
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String request = i % 2 == 0 ? streaming("proxy") : unstreamed("proxy");
            responses.add(CLIENT.sendAsync(chat(request).build(), HttpResponse.BodyHandlers.ofString()));
        }
        server.awaitRequests(CALLS, LATER);
        return responses;
    }

    /** With 503, or by a server that is closed already. */
    private boolean isRefused() throws InterruptedException {
        try {
            HttpResponse<String> response = send(chat(unstreamed("proxy")));
            assertThat(response.body()).contains("model_unavailable");
            return response.statusCode() == 503;
        } catch (IOException closed) {
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void contextThatStopsLetsRunningAnswersFinish() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> responses = askMany();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        await().atMost(LATER).until(() -> context.isStopping());
        await().atMost(LATER).until(this::isRefused);
        assertThat(responses).noneMatch(CompletableFuture::isDone);
        rest.complete(null);

        for (CompletableFuture<HttpResponse<String>> response : responses) {
            HttpResponse<String> answer = response.get(LATER.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("first ").contains("last").contains("stop");
        }
        stopped.get(LATER.toSeconds(), TimeUnit.SECONDS);
        assertThat(completed).hasSize(CALLS).allMatch(exchange -> exchange.getException() == null);
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void routeThatStopsWaitsForAnAnswerThatIsBeingWritten(boolean streamed) throws Exception {
        try (RawClient client = asks(streamed ? streaming("large") : unstreamed("large"))) {
            readUntil(client, "xxx");

            CompletableFuture<Void> stopped = stop("large");
            assertUnderWay();
            assertThat(stopped).isNotDone();
            client.skip(7_900_000);

            stopped.get(LATER.toSeconds(), TimeUnit.SECONDS);
            assertThat(awaitDone().getException()).isNull();
        }
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void routeThatStopsWaitsForNoClientThatNeverReads(boolean streamed) throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        try (RawClient client = asks(streamed ? streaming("large") : unstreamed("large"))) {
            await().atMost(LATER).until(() -> context.getInflightRepository().size() == 1);

            stop("large").get(LATER.toSeconds(), TimeUnit.SECONDS);

            // not by an onCompletion: what Camel stops by force runs no further step
            awaitNoExchange();
            assertCutOff(client);
        }
    }

    @Test
    void routeThatStopsGivesUpAStreamThatNobodyReads() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        server.enqueue(Reply.stream().repeatEvent(GlmJson.delta("first"), Reply.FOREVER));
        try (RawClient client = asks(streaming("proxy"))) {
            RecordedRequest request = server.takeRequest(LATER);

            stop("proxy").get(LATER.toSeconds(), TimeUnit.SECONDS);

            request.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
            // not by an onCompletion: what Camel stops by force runs no further step
            awaitNoExchange();
            assertCutOff(client);
        }
    }

    private CompletableFuture<Void> stop(String route) {
        return CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute(route);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void assertCutOff(RawClient client) {
        assertThat(readToClosed(client)).isLessThan(8_000_000);
    }
}
