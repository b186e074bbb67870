package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.RawClient;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers and limits on the application's own HTTP server. */
@Timeout(60)
class PlatformHttpGatewayTest extends GatewayTestSupport {

    private static final String STREAM = ",\"stream\":true";

    @Override
    String callers() {
        return "- {name: a, key: a, requestsPerMinute: 2, tokensPerDay: 1000, models: m}\n"
                + "- {name: one, key: one, maxConcurrentRequests: 1}\n";
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).getServer().setServerPort(8000);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(configuration));
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m?serverRouter=platform-http").setBody(constant("yes"));
                from("glm4:endless?serverRouter=platform-http")
                        .process(exchange -> exchange.getMessage()
                                .setBody(Stream.generate(() -> "piece ").iterator()));
            }
        };
    }

    @Test
    void areTheSame() throws Exception {
        assertThat(status("b", "m")).isEqualTo(401);
        assertThat(status("a", "m")).isEqualTo(200);
        HttpResponse<String> streamed = ask("a", "m", STREAM + ",\"max_tokens\":8");
        assertThat(streamed.body()).contains("yes").endsWith("data: [DONE]\n\n");
        assertThat(header(streamed, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(header(streamed, "x-ratelimit-limit-tokens")).isEqualTo("1000");
        HttpResponse<String> over = ask("a", "m", STREAM);
        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(header(over, "Retry-After")).isEqualTo("61");
        assertThat(header(over, "Content-Type")).startsWith("application/json");
        await().atMost(SOON).until(() -> records.size() == 4);
        assertThat(records)
                .filteredOn(record -> record.get("streamed").equals(true))
                .extracting(record -> record.get("status"), record -> record.get("totalTokens"))
                .containsExactlyInAnyOrder(tuple(200, 3L), tuple(429, 0L));
    }

    @Test
    void aCallerThatLeavesItsStreamIsChargedAndFree() throws Exception {
        try (RawClient caller = askRaw("one", "endless", STREAM)) {
            readUntil(caller, "piece");
            assertThat(status("one", "m")).isEqualTo(429);
        }

        await().atMost(SOON).until(() -> records.size() == 2);
        assertThat(records)
                .filteredOn(record -> record.get("status").equals(499))
                .singleElement()
                .satisfies(record ->
                        assertThat((Long) record.get("completionTokens")).isPositive());
        assertThat(status("one", "m")).isEqualTo(200);
    }
}
