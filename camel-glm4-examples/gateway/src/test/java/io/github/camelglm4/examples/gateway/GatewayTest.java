package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4OverloadedException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls the gateway of the README over HTTP. Other served routes replace the service. */
class GatewayTest {
    private final CamelContext service = new DefaultCamelContext();
    private Main gateway;
    private int port;
    private int managementPort;

    @BeforeEach
    void start() throws Exception {
        int servicePort = Http.freePort();
        port = Http.freePort();
        managementPort = Http.freePort();
        service.addRoutes(service(servicePort));
        service.start();
        gateway = Gateway.application(Map.of(
                "GATEWAY_PORT", String.valueOf(port),
                "GATEWAY_MANAGEMENT_PORT", String.valueOf(managementPort),
                "GATEWAY_DATABASE", "jdbc:h2:mem:gateway" + port));
        gateway.addOverrideProperty("camel.component.glm4.base-url", "http://localhost:" + servicePort + "/v1");
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop();
        service.stop();
    }

    @Test
    void asksTheModelBehindAName() throws Exception {
        HttpResponse<String> response = ask("smart", "sk-alice", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("plus says hi").contains("\"model\":\"smart\"");
    }

    @Test
    void asksAnotherModelWhenOneIsOverloaded() throws Exception {
        assertThat(ask("fast", "sk-alice", "").body()).contains("air says hi");
    }

    @Test
    void streams() throws Exception {
        assertThat(ask("fast", "sk-alice", ",\"stream\":true").body())
                .contains("{\"content\":\"air says hi\"}")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void passesOtherNamesOn() throws Exception {
        assertThat(ask("GLM-4-Air", "sk-bob", "").body()).contains("air says hi");
    }

    @Test
    void knowsItsCallersAndTheirModels() throws Exception {
        assertThat(ask("fast", "sk-eve", "").statusCode()).isEqualTo(401);
        assertThat(ask("smart", "sk-bob", "").statusCode()).isEqualTo(404);
    }

    @Test
    void countsInItsDatabase() throws Exception {
        assertThat(ask("fast", "sk-bob", "").headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("59");
        assertThat(ask("fast", "sk-bob", "").headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("58");
    }

    @Test
    void reportsHealthAndMetrics() throws Exception {
        ask("smart", "sk-alice", "");

        String url = "http://localhost:" + managementPort + "/observe/";
        assertThat(Http.get(url + "health").body()).contains("\"status\":\"UP\"");
        assertThat(Http.get(url + "metrics").body())
                .contains("gen_ai_server_request_duration_seconds")
                .contains("caller=\"alice\"")
                .contains("jvm_memory_used_bytes");
    }

    private HttpResponse<String> ask(String model, String key, String more) throws Exception {
        return Http.ask(port, model, key, more);
    }

    private static RouteBuilder service(int port) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:GLM-4-Flash?serverPort=" + port).throwException(Glm4OverloadedException.class, "too many");
                from("glm4:GLM-4-Air?serverPort=" + port).setBody(simple("air says ${body}"));
                from("glm4:GLM-4-Plus?serverPort=" + port)
                        .setHeader("CamelGlm4PromptTokens", constant(3))
                        .setHeader("CamelGlm4CompletionTokens", constant(4))
                        .setBody(simple("plus says ${body}"));
            }
        };
    }
}
