package io.github.camelglm4.gateway;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a file of callers, a clock that tests set, and records that are kept. */
abstract class GatewayTestSupport extends Glm4TestSupport {

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @TempDir
    Path directory;

    final int port = FreePort.next();
    final SettableClock clock = new SettableClock("2026-12-30T12:00:00Z");
    final Queue<Map<String, Object>> records = new ConcurrentLinkedQueue<>();

    /** The text of the file. */
    abstract String callers();

    void configure(GatewayOptions options) {}

    /** The registry of the context for meters; null for none. */
    MeterRegistry meters() {
        return null;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        Gateway.clockOfNewGateways = clock;
        Files.writeString(file(), callers());
        CamelContext context = super.createCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getServer().setServerPort(port);
        component.getGateway().setServerCallers("file:" + file());
        component.getGateway().setServerUsageTo("bean:records?method=add");
        context.getRegistry().bind("records", new Records(records));
        if (meters() != null) {
            context.getRegistry().bind("meters", meters());
        }
        configure(component.getGateway());
        return context;
    }

    /** A bean that gets the records. */
    public record Records(Queue<Map<String, Object>> all) {

        public void add(Map<String, Object> record) {
            all.add(record);
        }
    }

    @AfterEach
    void resetClock() {
        Gateway.clockOfNewGateways = Clock.systemUTC();
    }

    Path file() {
        return directory.resolve("callers.yaml");
    }

    HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1" + path))
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(30));
    }

    HttpRequest asking(String key, String model, String more) {
        return request("/chat/completions", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(model, more)))
                .build();
    }

    private static String body(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]" + more + "}";
    }

    /** A connection of its own, on which the request is sent. */
    RawClient askRaw(String key, String model, String more) throws IOException {
        String body = body(model, more);
        return new RawClient(new Socket("localhost", port))
                .send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    HttpResponse<String> ask(String key, String model, String more) throws Exception {
        return CLIENT.send(asking(key, model, more), BodyHandlers.ofString());
    }

    /** Reads until the text was there. */
    static void readUntil(RawClient client, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = client.read();
            if (next < 0) {
                throw new AssertionError("the end came before " + text + " in: " + read);
            }
            read.append((char) next);
        }
    }

    int status(String key, String model) throws Exception {
        return ask(key, model, "").statusCode();
    }

    static Map<String, Object> json(HttpResponse<String> response) throws IOException {
        byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
        return Json.readObject(bytes, 0, bytes.length);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
