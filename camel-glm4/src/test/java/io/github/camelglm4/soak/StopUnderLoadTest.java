package io.github.camelglm4.soak;

import static io.github.camelglm4.testing.Patience.WHILE_STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contexts and routes that stop, rest and start again with calls and streams under way: each is answered, and nothing
 * is left.
 */
@Timeout(120)
class StopUnderLoadTest {

    @RegisterExtension
    final ScriptedServer server = ScriptedServer.start();

    private static final int CALLS = 50;
    private static final int CYCLES = 5;

    private final int port = FreePort.next();
    private final CamelContext context = new DefaultCamelContext();
    private CompletableFuture<Void> rest = new CompletableFuture<>();

    @BeforeEach
    void start() throws Exception {
        server.otherwise(this::answer);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").routeId("call").to("glm4:GLM-4-Air?maxConcurrentRequests=20");
                from("direct:push").routeId("push").to("glm4:GLM-4-Air?streamTo=direct:chunk");
                from("direct:chunk").routeId("chunk").to("log:chunks?level=OFF");
                from("direct:served")
                        .routeId("served")
                        .to("glm4:proxy?streamTo=direct:chunk&baseUrl=http://localhost:" + port + "/v1");
                from("glm4:proxy").routeId("proxy").to("glm4:GLM-4-Plus");
            }
        });
        configure();
        context.start();
    }

    /** A stopped context forgets its components. */
    private void configure() {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(server.baseUrl());
        component.getService().setApiKey("some-key");
        component.getServer().setServerPort(port);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** Begun, and whole when the test wants. */
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

    private Calls[] send() {
        rest = new CompletableFuture<>();
        int before = server.requests().size();
        Calls[] all = {
            new Calls(context, "direct:call"), new Calls(context, "direct:push"), new Calls(context, "direct:served")
        };
        for (Calls calls : all) {
            for (int i = 0; i < CALLS; i++) {
                calls.send("question");
            }
        }
        // the number of concurrent calls without streaming is limited
        server.awaitRequests(before + 2 * CALLS + 20, WHILE_STOPPING);
        return all;
    }

    private static void assertAnswered(Calls... all) {
        for (Calls calls : all) {
            assertThat(calls.awaitAll(WHILE_STOPPING)).hasSize(CALLS).allSatisfy(call -> {
                assertThat(call.exchange().getException()).isNull();
                assertThat(call.exchange().getMessage().getBody()).isEqualTo("first last");
                assertThat(call.callbacks()).isEqualTo(1);
            });
        }
    }

    @Test
    void contextStopsWhenAllIsAnsweredAndStartsAgain() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Calls[] all = send();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
            await().atMost(WHILE_STOPPING).until(context::isStopping);
            assertThat(stopped).isNotDone();
            rest.complete(null);

            stopped.get(WHILE_STOPPING.toSeconds(), TimeUnit.SECONDS);
            assertAnswered(all);
            server.awaitOpenConnections(0, WHILE_STOPPING);
            await().atMost(WHILE_STOPPING)
                    .untilAsserted(() -> assertThat(ComponentThreads.names()).isEmpty());
            configure();
            context.start();
        }
    }

    @Test
    void routesStopWhenAllIsAnsweredAndStartAgain() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Calls[] all = send();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    context.getRouteController().stopRoute("proxy");
                    context.getRouteController().stopRoute("push");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            await().during(Duration.ofMillis(200)).atMost(WHILE_STOPPING).until(() -> !stopped.isDone());
            rest.complete(null);

            stopped.get(WHILE_STOPPING.toSeconds(), TimeUnit.SECONDS);
            assertAnswered(all);
            context.getRouteController().startRoute("push");
            context.getRouteController().startRoute("proxy");
        }
        await().atMost(WHILE_STOPPING)
                .until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void contextRestsWhileAllIsAnsweredAndGoesOn() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Calls[] all = send();

            CompletableFuture<Void> suspended = CompletableFuture.runAsync(context::suspend);
            await().atMost(WHILE_STOPPING).until(context::isSuspending);
            assertThat(suspended).isNotDone();
            rest.complete(null);

            suspended.get(WHILE_STOPPING.toSeconds(), TimeUnit.SECONDS);
            assertAnswered(all);
            context.resume();
        }
        await().atMost(WHILE_STOPPING)
                .until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void contextThatCannotWaitAnyLongerEndsAllOnce() {
        context.getShutdownStrategy().setTimeout(1);
        Calls[] all = send();

        context.stop();

        for (Calls calls : all) {
            assertThat(calls.awaitAll(WHILE_STOPPING)).hasSize(CALLS).allSatisfy(call -> {
                assertThat(call.exchange().getException()).isInstanceOf(Glm4Exception.class);
                assertThat(call.callbacks()).isEqualTo(1);
            });
        }
        server.awaitOpenConnections(0, WHILE_STOPPING);
        await().atMost(WHILE_STOPPING)
                .untilAsserted(() -> assertThat(ComponentThreads.names()).isEmpty());
    }
}
