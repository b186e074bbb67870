package io.github.camelglm4.examples.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelglm4.examples.offline.OfflineModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The offline model behind a proxy that counts the embedded texts, and can refuse requests for embeddings. */
final class ObservedModel implements AutoCloseable {
    private static final String OVERLOADED = "{\"error\": {\"code\": \"1305\", \"message\": \"overloaded\"}}";

    static {
        // the server of the JDK otherwise waits 40 ms for an acknowledgment before it sends a body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final OfflineModel model = OfflineModel.start(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger texts = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger dimensions = new AtomicInteger();
    private final HttpServer server;

    ObservedModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Properties of an application that uses this model. */
    Map<String, String> properties() {
        return Map.of(
                "camel.component.glm4.base-url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "camel.component.glm4.max-retries",
                "0");
    }

    /** The number of texts that were embedded since the last call. */
    int takeEmbedded() {
        return texts.getAndSet(0);
    }

    /** The number of requests that were refused since the last call. */
    int takeRefused() {
        return refused.getAndSet(0);
    }

    /** Accepts this number of requests for embeddings, and refuses further ones. */
    void accept(int requests) {
        accepted.set(requests);
    }

    /** Returns vectors of this size, whatever is requested; 0 for the requested size. */
    void fixDimensions(int size) {
        dimensions.set(size);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] request = exchange.getRequestBody().readAllBytes();
            if (path.endsWith("/embeddings") && accepted.getAndDecrement() <= 0) {
                refused.incrementAndGet();
                reply(exchange, 503, OVERLOADED.getBytes());
                return;
            }
            if (path.endsWith("/embeddings")) {
                ObjectNode json = (ObjectNode) new JsonMapper().readTree(request);
                texts.addAndGet(Math.max(1, json.path("input").size()));
                if (dimensions.get() > 0) {
                    request =
                            json.put("dimensions", dimensions.get()).toString().getBytes(UTF_8);
                }
            }
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create(model.baseUrl() + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            reply(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        model.close();
    }
}
