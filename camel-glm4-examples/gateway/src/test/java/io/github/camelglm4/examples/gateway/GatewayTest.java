package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.error.Glm4OverloadedException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls the gateway over HTTP. Other served routes replace the service. */
class GatewayTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final CamelContext service = new DefaultCamelContext();
    private Main gateway;
    private int port;

    @BeforeEach
    void start() throws Exception {
        int servicePort = freePort();
        port = freePort();
        service.addRoutes(service(servicePort));
        service.start();
        gateway = Gateway.application("http://localhost:" + servicePort + "/v1");
        gateway.addOverrideProperty("camel.component.glm4.server-port", String.valueOf(port));
        gateway.addOverrideProperty("camel.component.glm4.max-retries", "0");
        gateway.addOverrideProperty("gateway.api-key", "alice:sk-alice,bob:sk-bob,sk-nameless");
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
    void showsHowToCallItAtTheRoot() throws Exception {
        HttpRequest page = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .build();

        assertThat(CLIENT.send(page, BodyHandlers.ofString()).body())
                .contains("curl http://localhost:" + port + "/v1/chat/completions");
    }

    @Test
    void knowsItsCallersOnly() throws Exception {
        assertThat(ask("fast", "sk-eve", "").statusCode()).isEqualTo(401);
    }

    @Test
    void countsTheTokensOfEachCaller() throws Exception {
        ask("smart", "sk-bob", "");

        awaitTokens("bob", 7);
        assertThat(counts().of("alice")).isZero();
    }

    @Test
    void countsTheTokensOfStreamsToo() throws Exception {
        ask("smart", "sk-alice", ",\"stream\":true");
        awaitTokens("alice", 7);

        ask("smart", "sk-alice", ",\"stream\":true");
        awaitTokens("alice", 14);
    }

    /** GATEWAY_KEYS may contain keys without names. */
    @Test
    void countsAKeyWithoutAName() throws Exception {
        ask("smart", "sk-nameless", "");

        awaitTokens(TokenCounts.UNNAMED, 7);
    }

    private TokenCounts counts() {
        return gateway.getCamelContext().getRegistry().lookupByNameAndType("tokenCounts", TokenCounts.class);
    }

    /** Tokens are counted when the exchange is done, which may be after the caller has received the answer. */
    private void awaitTokens(String caller, long tokens) {
        await().untilAsserted(() -> assertThat(counts().of(caller)).isEqualTo(tokens));
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

    private HttpResponse<String> ask(String model, String key, String more) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
