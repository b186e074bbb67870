package io.github.camelglm4.client.gate;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** maxConcurrentRequests: which calls share a limit, by base URL, key and model, and their order. */
@Timeout(60)
class ConcurrencyLimitTest extends Glm4TestSupport {

    private static final Executor IN_A_MOMENT = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);

    @Test
    void neverMoreThanTheLimitAreOpenAtTheServer() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.otherwise(request -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return Reply.completion("x").after(CompletableFuture.runAsync(open::decrementAndGet, IN_A_MOMENT));
        });
        Calls calls = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=7");

        send(calls, 300);

        assertThat(calls.awaitAll(LONG)).allMatch(call -> call.exchange().getException() == null);
        assertThat(most).hasValue(7);
    }

    @Test
    void servesInTheOrderOfArrival() {
        server.otherwise(Reply.completion("x"));
        Calls calls = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=1");

        IntStream.range(0, 100).forEach(i -> calls.send("question " + i));

        calls.awaitAll(LONG);
        assertThat(server.requests().stream().map(ConcurrencyLimitTest::question))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "question " + i).toList());
    }

    @Tag("timing")
    @Test
    void permitIsFreeDuringARetryDelay() {
        server.enqueue(Reply.error(429, "1302", "slow down").header("Retry-After", "1"));
        server.otherwise(Reply.completion("x"));
        Calls calls = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=1");

        Calls.Call retried = calls.send("first");
        calls.send("second").await(LONG);
        assertThat(retried.isDone()).as("the first is still in its delay").isFalse();

        assertThat(retried.await(LONG).getMessage().getBody()).isEqualTo("x");
        assertThat(server.requests().stream().map(ConcurrencyLimitTest::question))
                .containsExactly("first", "second", "first");
    }

    @Test
    void keysAndModelsHaveGatesOfTheirOwn() {
        server.otherwise(Reply.raw().never());
        Calls air = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=1");
        Calls plus = new Calls(context, "glm4:GLM-4-Plus?maxConcurrentRequests=1");

        air.send("1");
        air.send("2", Map.of(Glm4Properties.API_KEY, "another-key"));
        plus.send("3");
        server.awaitRequests(3, LONG);

        air.send("queued");
        plus.send("queued");
        assertThat(glm4Client().inFlight()).isEqualTo(5);
        assertThat(server.requests())
                .hasSize(3)
                .noneMatch(request -> question(request).equals("queued"));
        context.stop();
    }

    @Test
    void spellingsOfAModelShareAGate() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(Reply.completion("x").after(go));
        server.otherwise(Reply.completion("y"));
        Calls upper = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=1");
        Calls lower = new Calls(context, "glm4:glm-4-air?maxConcurrentRequests=1");

        upper.send("first");
        server.awaitRequests(1, LONG);
        Calls.Call second = lower.send("second");
        await().until(() -> gateOf("GLM-4-AIR", KEY, 1).queued() == 1);
        assertThat(server.requests()).hasSize(1);

        go.complete(null);
        assertThat(second.await(LONG).getMessage().getBody()).isEqualTo("y");
    }

    @Test
    void twoNumbersForOneGateAreAnErrorAtStart() throws Exception {
        context.addRoutes(route("one", "glm4:GLM-4-Air?maxConcurrentRequests=2"));

        assertThatThrownBy(() -> context.addRoutes(route("two", "glm4:glm-4-air?maxConcurrentRequests=3")))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasStackTraceContaining("maxConcurrentRequests is 3 here and 2 in another endpoint");
        assertThatThrownBy(() ->
                        context.addRoutes(route("three", "glm4:GLM-4-Air?maxConcurrentRequests=2&maxQueuedRequests=5")))
                .hasStackTraceContaining("maxQueuedRequests is 5 here and 10000 in another endpoint");
    }

    @Test
    void twoNumbersForAGateThatMessagesNameAreAnErrorOfTheMessage() throws Exception {
        server.enqueue(Reply.raw().never());
        CompletableFuture<Exchange> open = template.asyncSend("glm4:*?maxConcurrentRequests=2", question());
        server.awaitRequests(1, LONG);

        Exchange other = template.send("glm4:*?maxConcurrentRequests=3", question());

        assertThat(other.getException()).hasMessageContaining("maxConcurrentRequests is 3 here and 2 in another");
        // the failed start must not prevent the component from stopping
        context.stop();
        assertThat(open.get(SOON.toSeconds(), TimeUnit.SECONDS).getException())
                .isInstanceOf(Glm4ConnectionException.class);
    }

    private static Processor question() {
        return exchange -> {
            exchange.getMessage().setHeader("CamelGlm4Model", "a");
            exchange.getMessage().setBody("Hi");
        };
    }

    @Test
    void numbersMayChangeOnceTheOtherRouteIsGone() throws Exception {
        context.addRoutes(route("one", "glm4:GLM-4-Air?maxConcurrentRequests=2"));
        context.getRouteController().stopRoute("one");

        context.addRoutes(route("two", "glm4:GLM-4-Air?maxConcurrentRequests=3"));

        assertThat(context.getRouteController().getRouteStatus("two").isStarted())
                .isTrue();
    }

    @Test
    void gatesOfKeysThatCameWithMessagesDoNotPileUp() {
        server.otherwise(Reply.completion("x"));
        Calls calls = new Calls(context, "glm4:*?maxConcurrentRequests=1");

        for (int i = 0; i < 50; i++) {
            Exchange exchange = calls.newExchange();
            exchange.setProperty(Glm4Properties.API_KEY, "key-" + i);
            exchange.getMessage().setHeader(Glm4Headers.MODEL, "model-" + i);
            exchange.getMessage().setBody("question");
            calls.send(exchange);
        }
        calls.awaitAll(LONG);

        // an existing gate rejects another limit
        await().untilAsserted(() -> IntStream.range(0, 50).forEach(i -> gateOf("model-" + i, "key-" + i, 99)));
    }

    @Test
    void callThatEndsWhileItIsQueuedLeavesTheQueue() {
        server.otherwise(Reply.raw().never());
        Calls calls = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=1");
        Calls hurried = new Calls(context, "glm4:GLM-4-Air?maxConcurrentRequests=1&requestTimeout=50");
        calls.send("holds the place");
        server.awaitRequests(1, LONG);

        Calls.Call queued = hurried.send("queued");
        assertThat(queued.await(LONG).getException()).isInstanceOf(Glm4TimeoutException.class);

        await().until(() -> gateOf("GLM-4-Air", KEY, 1).queued() == 0);
        assertThat(server.requests()).hasSize(1);
        context.stop();
    }

    private static void send(Calls calls, int count) {
        IntStream.range(0, count).forEach(i -> calls.send("question " + i));
    }

    private static RouteBuilder route(String id, String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).to(uri);
            }
        };
    }

    /** Returns a gate; fails if it exists with another limit. */
    private ConcurrencyGate gateOf(String model, String key, int limit) {
        ConcurrencyGates.Key gate = new ConcurrencyGates.Key(
                ServiceUrl.parse(server.baseUrl()), new ApiKeys(Clock.systemUTC()).bearer(key), model);
        try {
            return glm4Client().gates().hold(gate, limit, 10_000);
        } finally {
            glm4Client().gates().drop(gate);
        }
    }

    @SuppressWarnings("unchecked")
    private static String question(RecordedRequest request) {
        List<Map<String, Object>> messages =
                (List<Map<String, Object>>) request.json().get("messages");
        return (String) messages.get(0).get("content");
    }
}
