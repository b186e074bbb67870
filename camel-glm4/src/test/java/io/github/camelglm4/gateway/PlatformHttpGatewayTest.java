package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
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

    @Override
    String callers() {
        return "- {name: a, key: a, requestsPerMinute: 2, models: m}\n";
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
            }
        };
    }

    @Test
    void areTheSame() throws Exception {
        assertThat(status("b", "m")).isEqualTo(401);
        assertThat(status("a", "m")).isEqualTo(200);
        var streamed = ask("a", "m", ",\"stream\":true");
        assertThat(streamed.body()).contains("yes").endsWith("data: [DONE]\n\n");
        assertThat(header(streamed, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(status("a", "m")).isEqualTo(429);
        await().atMost(SOON).until(() -> records.size() == 4);
    }
}
