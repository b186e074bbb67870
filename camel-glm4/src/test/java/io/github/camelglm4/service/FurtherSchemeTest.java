package io.github.camelglm4.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.Test;

/** A scheme without options of its own calls the service with all that the component {@code glm4} has. */
class FurtherSchemeTest extends Glm4TestSupport {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addComponent("glm4-sample", new SampleComponent());
        return context;
    }

    @Test
    void callsTheServiceWithTheKeyAndTheRetriesOfGlm4() {
        server.enqueue(Reply.error(500, "500", "again"), Reply.json("{\"answer\": \"42\"}"));

        assertThat(template.requestBody("glm4-sample:m", "{}")).isEqualTo("42");
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/v1/sample");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        });
    }

    @Test
    void theKeyOfAnExchangeOverridesAll() {
        server.enqueue(Reply.json("{\"answer\": \"42\"}"));

        template.send("glm4-sample:m", exchange -> {
            exchange.setProperty(Glm4Properties.API_KEY, "another-key");
            exchange.getMessage().setBody("{}");
        });

        assertThat(server.takeRequest(SOON).header("Authorization")).isEqualTo("Bearer another-key");
    }

    @Test
    void failuresAreTheTypedOnes() {
        server.enqueue(Reply.error(401, "1002", "wrong key"));

        Exchange exchange = template.send("glm4-sample:m", e -> e.getMessage().setBody("{}"));

        assertThat(exchange.getException()).isInstanceOf(Glm4AuthenticationException.class);
    }

    @Test
    void sharesTheClientAndItsGates() {
        Glm4Component glm4 = context.getComponent("glm4", Glm4Component.class);
        assertThat(context.getComponent("glm4-sample", SampleComponent.class).shared())
                .isSameAs(glm4.shared());
        server.otherwise(Reply.json("{\"answer\": \"42\"}"));
        template.requestBody("glm4-sample:m?maxConcurrentRequests=1", "{}");

        assertThatThrownBy(() -> template.requestBody("glm4:m?maxConcurrentRequests=2", "hello"))
                .hasStackTraceContaining("maxConcurrentRequests");
    }

    @Test
    void stopsAndStartsWithGlm4() throws Exception {
        server.otherwise(Reply.json("{\"answer\": \"42\"}"));
        Glm4Component glm4 = context.getComponent("glm4", Glm4Component.class);
        glm4.stop();

        assertThatThrownBy(() -> template.requestBody("glm4-sample:m", "{}"))
                .hasRootCauseInstanceOf(Glm4ConnectionException.class);
        glm4.start();
        assertThat(template.requestBody("glm4-sample:m", "{}")).isEqualTo("42");
    }

    @Test
    void hasAHealthCheckWithTheNameOfItsRoute() throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").routeId("ask").to("glm4-sample:m");
            }
        });

        assertThat(registry.getCheck("producer:glm4-sample-ask")).isPresent();
        context.getRouteController().stopRoute("ask");
        context.removeRoute("ask");
        assertThat(registry.getCheck("producer:glm4-sample-ask")).isEmpty();
    }

    @Test
    void mistakesInItsOptionsAreLogged() throws Exception {
        try (LogCapture logs = new LogCapture("io.github.camelglm4")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glm4-sample:in?baseUrl=http://localhost/v1").to("glm4-sample:out?apiKey=${KEY}");
                }
            });

            assertThat(logs.text().lines().filter(line -> line.startsWith("WARN")))
                    .singleElement()
                    .asString()
                    .contains("glm4-sample://out: apiKey contains ${KEY}");
        }
    }

    @Test
    void itsSecretsAreRegistered() {
        assertThat(context.getCamelContextExtension().getAdditionalSensitiveKeywords())
                .contains("secretheaders");
    }
}
