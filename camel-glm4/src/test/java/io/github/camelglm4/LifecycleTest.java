package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contexts, routes and Vert.x instances start and stop; the remaining ones work, the stopped ones leave nothing. */
@Timeout(60)
class LifecycleTest extends Glm4TestSupport {

    @BeforeEach
    void answer() {
        server.otherwise(Reply.completion("answer"));
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return routes();
    }

    @Test
    void contextThatIsStoppedAndStartedWorksAgain() {
        assertAnswered(template.send("direct:ask", exchange -> {}));

        context.stop();
        assertNoThreads();
        // a stopped context has no components
        configure(context).start();

        try (ProducerTemplate again = context.createProducerTemplate()) {
            assertAnswered(again.send("direct:ask", exchange -> {}));
            assertAnswered(again.send(
                    "glm4:GLM-4-Plus", exchange -> exchange.getMessage().setBody("question")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void componentThatIsStoppedAndStartedServesRoutesThatAreStartedAfterIt() throws Exception {
        assertAnswered(template.send("direct:ask", exchange -> {}));

        context.getRouteController().stopRoute("ask");
        context.getComponent("glm4").stop();
        assertNoThreads();
        context.getComponent("glm4").start();
        context.getRouteController().startRoute("ask");

        assertAnswered(template.send("direct:ask", exchange -> {}));
    }

    @Test
    void routeThatIsStoppedAndStartedWorksAgain() throws Exception {
        assertAnswered(template.send("direct:ask", exchange -> {}));
        context.getRouteController().stopRoute("ask");

        context.getRouteController().startRoute("ask");

        assertAnswered(template.send("direct:ask", exchange -> {}));
        assertThat(server.connections()).as("the connections outlive the route").isEqualTo(1);
    }

    @Test
    void contextsDoNotShareALife() throws Exception {
        CamelContext other = new DefaultCamelContext();
        try {
            configure(other).addRoutes(routes());
            other.start();
            ProducerTemplate otherTemplate = other.createProducerTemplate();
            assertAnswered(template.send("direct:ask", exchange -> {}));
            assertAnswered(otherTemplate.send("direct:ask", exchange -> {}));

            context.stop();

            assertAnswered(otherTemplate.send("direct:ask", exchange -> {}));
        } finally {
            other.stop();
        }
        assertNoThreads();
    }

    @Test
    void vertxFromTheRegistryIsUsedAndNotClosed() throws Exception {
        Vertx vertx = Vertx.vertx();
        CamelContext other = new DefaultCamelContext();
        try {
            other.getRegistry().bind("myVertx", vertx);
            configure(other).addRoutes(routes());
            other.start();
            assertAnswered(other.createProducerTemplate().send("direct:ask", exchange -> {}));
            assertThat(other.getComponent("glm4", Glm4Component.class).getVertx())
                    .isSameAs(vertx);

            other.stop();

            await().atMost(SOON)
                    .until(() -> ComponentThreads.names().stream().noneMatch(name -> name.endsWith("- glm4")));
            assertThat(vertx.timer(1, TimeUnit.MILLISECONDS).toCompletionStage().toCompletableFuture())
                    .succeedsWithin(SOON);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void endpointsWithEqualConnectionSettingsShareTheirConnections() {
        for (int i = 0; i < 10; i++) {
            assertAnswered(ask("glm4:model-" + i + "?temperature=0." + i, "question"));
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void endpointsWithOtherConnectionSettingsDoNot() {
        assertAnswered(ask("glm4:GLM-4-Air", "question"));
        assertAnswered(ask("glm4:GLM-4-Air?connectTimeout=5s", "question"));

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void routeThatStopsWaitsForItsCalls() throws Exception {
        server.otherwise(Reply.completion("late").after(Duration.ofMillis(300)));
        Calls calls = new Calls(context, "direct:slow");
        Calls.Call call = calls.send("question");
        server.awaitRequests(1, SOON);

        context.getRouteController().stopRoute("slow");

        assertThat(call.isDone()).isTrue();
        assertThat(call.exchange().getMessage().getBody()).isEqualTo("late");
    }

    private static RoutesBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").routeId("ask").setBody(constant("question")).to("glm4:GLM-4-Air");
                from("direct:slow").routeId("slow").to("glm4:GLM-4-Plus");
            }
        };
    }

    private static CamelContext configure(CamelContext other) {
        Glm4Component component = other.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(server.baseUrl());
        component.getService().setApiKey(KEY);
        return other;
    }

    private static void assertAnswered(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("answer");
    }

    /** Waits, because a thread that has ended is still listed for a moment. */
    private static void assertNoThreads() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ComponentThreads.names()).isEmpty());
    }
}
