package io.github.camelglm4.platformhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.RawClient;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models on the HTTP server of the application, together with its other endpoints. */
class PlatformHttpServingTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = FreePort.next();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void bothAreServed() throws Exception {
        startWithServer();

        assertThat(ask("").body()).contains("you said: hi");
        assertThat(ask(",\"stream\":true").body()).contains("you said: hi").endsWith("data: [DONE]\n\n");
        assertThat(get("/v1/models").body()).contains("\"id\":\"echo\"");
        assertThat(get("/other").body()).isEqualTo("something else");
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void theOthersStayWhenTheModelGoes() throws Exception {
        startWithServer();

        context.getRouteController().stopRoute("echo");

        assertThat(ask("").statusCode()).isEqualTo(404);
        assertThat(get("/other").body()).isEqualTo("something else");
        context.getRouteController().startRoute("echo");
        assertThat(ask("").body()).contains("you said: hi");
    }

    /** The server is open longer than the routes: a load balancer sends a request with status 503 to another node. */
    @Test
    void noModelAcceptsRequestsWhileTheApplicationStops() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws Exception {
                if (event instanceof CamelEvent.CamelContextRoutesStoppedEvent) {
                    statuses.add(ask("").statusCode());
                    statuses.add(get("/v1/models").statusCode());
                }
            }
        });
        startWithServer();

        context.stop();

        assertThat(statuses).containsExactly(503, 503);
    }

    /** The address of the server is not known here: the request must arrive at a loopback address. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aForeignHostNameIsRefusedHereToo(String address) throws Exception {
        Assumptions.assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null);
        startWithServer();

        assertThat(statusUnder(address, "rebind.evil")).isEqualTo(403);
        assertThat(statusUnder(address, "localhost:" + port)).isEqualTo(200);
    }

    private int statusUnder(String address, String host) throws Exception {
        try (RawClient client = new RawClient(new Socket(address, port))) {
            client.send("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            return Integer.parseInt(new String(client.readToEnd(), StandardCharsets.UTF_8).substring(9, 12));
        }
    }

    @ParameterizedTest
    @CsvSource({"serverPort,9999", "serverHost,0.0.0.0"})
    void hostAndPortAreNotOurs(String option, String value) {
        assertThatThrownBy(() -> start("&" + option + "=" + value, false))
                .hasStackTraceContaining(option + " must not be set with serverRouter=platform-http");
    }

    @Test
    void withoutItThereIsNothingToServeOn() {
        assertThatThrownBy(() -> start("", false)).hasStackTraceContaining("serverRouter=platform-http requires");
    }

    private void startWithServer() throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(configuration));
        start("", true);
    }

    private void start(String options, boolean withServer) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo?serverRouter=platform-http" + options)
                        .routeId("echo")
                        .setBody(simple("you said: ${body}"));
                if (withServer) {
                    from("platform-http:/other").setBody(constant("something else"));
                }
            }
        });
        context.start();
    }

    private HttpResponse<String> ask(String more) throws Exception {
        String body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":" + Json.writeText("hi") + "}]"
                + more + "}";
        return CLIENT.send(
                request("/v1/chat/completions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
