package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that stops waits for its calls and streams until Camel's timeout, and not longer. */
@Timeout(60)
class RouteStopTest extends Glm4TestSupport {

    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:call").routeId("call").to("glm4:GLM-4-Air?responseTimeout=10m");
                from("seda:push").routeId("push").to("glm4:GLM-4-Air?streamTo=direct:chunk");
                from("seda:split")
                        .routeId("split")
                        .to("glm4:GLM-4-Air?stream=true")
                        .split(body())
                        .streaming()
                        .to("direct:chunk");
                from("direct:chunk").process(exchange -> begun.complete(null));
            }
        };
    }

    private RecordedRequest underWay(String route) throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        boolean streamed = !route.equals("call");
        server.enqueue(
                streamed
                        ? Reply.stream().event(GlmJson.delta("first")).never()
                        : Reply.raw().never());
        template.sendBody("seda:" + route + "?waitForTaskToComplete=Never", "question");
        RecordedRequest request = server.takeRequest(LATER);
        if (streamed) {
            begun.get(LATER.toSeconds(), TimeUnit.SECONDS);
        }
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "push", "split"})
    void theStopOfARouteEndsWithItsTime(String route) throws Exception {
        underWay(route);

        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> stop(route));

        assertThat(stopped).succeedsWithin(LATER);
    }

    private boolean stop(String route) {
        try {
            context.getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "push", "split"})
    void theStopOfTheContextEndsWithItsTimeAndWithTheRequest(String route) throws Exception {
        RecordedRequest request = underWay(route);

        context.stop();

        assertThat(request.connectionClosed()).succeedsWithin(LATER);
    }
}
