package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.RawClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends a call, its place and what it holds are free. */
@Timeout(60)
class ReleasedHoldsTest extends GatewayTestSupport {

    private final AtomicInteger reached = new AtomicInteger();
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    @Override
    String callers() {
        return """
                - {name: one, key: one, maxConcurrentRequests: 1}
                - {name: day, key: day, tokensPerDay: 1000}
                """;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
                from("glm4:slow").routeId("slow").process(exchange -> {
                    reached.incrementAndGet();
                    exchange.getMessage().setBody(pieces());
                });
            }
        };
    }

    /** One piece at once, and the next one when the test ends. */
    private Iterator<String> pieces() {
        return new Iterator<>() {

            private int count;

            @Override
            public boolean hasNext() {
                return count < 2;
            }

            @Override
            public String next() {
                if (count++ > 0) {
                    released.join();
                }
                return "piece";
            }
        };
    }

    @AfterEach
    void endRoutes() {
        released.complete(null);
    }

    private static String kind(boolean streamed) {
        return streamed ? ",\"stream\":true" : "";
    }

    private void assertBusy() throws Exception {
        await().atMost(SOON).until(() -> reached.get() == 2);
        HttpResponse<String> one = ask("one", "m", "");
        assertThat(one.statusCode()).isEqualTo(429);
        assertThat(one.body()).contains("maxConcurrentRequests");
        HttpResponse<String> day = ask("day", "m", "");
        assertThat(day.statusCode()).isEqualTo(429);
        assertThat(day.body()).contains("held by calls in progress");
        await().atMost(SOON).until(() -> records.size() == 2);
    }

    private void assertFree() throws Exception {
        await().atMost(SOON).until(() -> records.size() == 4);
        assertThat(status("one", "m")).isEqualTo(200);
        assertThat(status("day", "m")).isEqualTo(200);
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void ifTheCallerDisconnects(boolean streamed) throws Exception {
        try (RawClient one = askRaw("one", "slow", kind(streamed));
                RawClient day = askRaw("day", "slow", kind(streamed))) {
            assertBusy();
        }

        assertFree();
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void ifTheRouteIsStopped(boolean streamed) throws Exception {
        CLIENT.sendAsync(asking("one", "slow", kind(streamed)), BodyHandlers.ofString());
        CLIENT.sendAsync(asking("day", "slow", kind(streamed)), BodyHandlers.ofString());
        assertBusy();

        context.getRouteController().stopRoute("slow", 1, TimeUnit.MILLISECONDS);

        assertFree();
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void ifTheAnswerIsComplete(boolean streamed) throws Exception {
        var one = CLIENT.sendAsync(asking("one", "slow", kind(streamed)), BodyHandlers.ofString());
        var day = CLIENT.sendAsync(asking("day", "slow", kind(streamed)), BodyHandlers.ofString());
        assertBusy();

        released.complete(null);

        assertThat(one.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(day.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertFree();
    }
}
