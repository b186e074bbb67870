package io.github.camelglm4.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

/** The health check of the service, which uses no tokens. */
class HealthCheckTest extends Glm4TestSupport {

    @Test
    void serviceThatAcceptsConnectionsIsUp() throws Exception {
        Main application = start("camel.health.producers-enabled=true", server.baseUrl());
        try {
            HealthCheck.Result result =
                    only(glm4(application, HealthCheckHelper.invokeReadiness(application.getCamelContext(), "full")));

            assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(result.getCheck().getId()).isEqualTo("producer:glm4-ask");
            assertThat(result.getDetails().toString()).doesNotContain(KEY);
            assertThat(server.requests()).isEmpty();
        } finally {
            application.stop();
        }
    }

    @Test
    void serviceThatDoesNotIsDownAndNoReasonToRestart() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Main application = start("camel.health.producers-enabled=true", "http://localhost:" + closed + "/v1");
        try {
            HealthCheck.Result result =
                    only(glm4(application, HealthCheckHelper.invokeReadiness(application.getCamelContext(), "full")));

            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getMessage().orElse("")).contains("localhost:" + closed);
            assertThat(glm4(application, HealthCheckHelper.invokeLiveness(application.getCamelContext(), "full")))
                    .isEmpty();
        } finally {
            application.stop();
        }
    }

    @Test
    void nobodyIsAskedUnlessTheApplicationWantsIt() throws Exception {
        Main application = start("camel.health.enabled=true", server.baseUrl());
        try {
            assertThat(glm4(application, HealthCheckHelper.invokeReadiness(application.getCamelContext(), "full")))
                    .isEmpty();
        } finally {
            application.stop();
        }
    }

    @Test
    void everyServiceOfARouteIsAsked() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String fallback = "glm4:mine?baseUrl=http://localhost:" + closed + "/v1";
        Main application = start("camel.health.producers-enabled=true", server.baseUrl(), fallback, fallback);
        try {
            assertThat(glm4(application, HealthCheckHelper.invokeReadiness(application.getCamelContext(), "full")))
                    .extracting(result -> result.getCheck().getId(), HealthCheck.Result::getState)
                    .containsExactlyInAnyOrder(
                            tuple("producer:glm4-ask", HealthCheck.State.UP),
                            tuple("producer:glm4-ask-localhost:" + closed, HealthCheck.State.DOWN));
        } finally {
            application.stop();
        }
    }

    @Test
    void theComponentMayTakeItsChecksAway() throws Exception {
        Main application = start(
                "camel.health.producers-enabled=true camel.component.glm4.health-check-producer-enabled=false",
                server.baseUrl());
        try {
            assertThat(glm4(application, HealthCheckHelper.invokeReadiness(application.getCamelContext(), "full")))
                    .isEmpty();
        } finally {
            application.stop();
        }
    }

    private static HealthCheck.Result only(List<HealthCheck.Result> results) {
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static List<HealthCheck.Result> glm4(Main application, Collection<HealthCheck.Result> results) {
        assertThat(application.getCamelContext().getComponent("glm4")).isInstanceOf(Glm4Component.class);
        return results.stream()
                .filter(result -> result.getCheck().getId().contains("glm4"))
                .toList();
    }

    private static Main start(String properties, String baseUrl, String... fallbacks) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.glm4.base-url", baseUrl);
        main.addInitialProperty("camel.component.glm4.api-key", KEY);
        for (String property : properties.split(" ")) {
            main.addInitialProperty(property.split("=")[0], property.split("=")[1]);
        }
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("direct:ask").routeId("ask").to("glm4:GLM-4-Air");
                List.of(fallbacks).forEach(route::to);
            }
        });
        main.start();
        return main;
    }
}
