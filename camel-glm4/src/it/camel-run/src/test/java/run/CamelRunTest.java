package run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.main.KameletMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes and properties of docs/running.md and docs/kamelets.md in what {@code camel run} starts. */
class CamelRunTest {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final byte[] ANSWER =
            """
            {"id":"1","model":"GLM-4-Air","choices":[{"index":0,"finish_reason":"stop",
             "message":{"role":"assistant","content":"An answer."}}]}"""
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
    private final CountDownLatch rest = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private HttpServer service;

    /** The answers of the operations with one response, by their paths. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "moderations", "{\"result_list\":[{\"risk_level\":\"PASS\",\"risk_type\":[]}]}",
            "rerank", "{\"results\":[{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.5}]}",
            "embeddings", "{\"data\":[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[0,1]}]}");

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/chat/completions", request -> {
            keys.add(request.getRequestHeaders().getFirst("Authorization"));
            String asked = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.contains("\"stream\":true")) {
                stream(request);
                return;
            }
            answer(request, ANSWER);
        });
        OPERATIONS.forEach((path, answer) -> service.createContext(
                "/v1/" + path, request -> answer(request, answer.getBytes(StandardCharsets.UTF_8))));
        // a stream that waits for its second half holds up no other request
        service.setExecutor(executor);
        service.start();
    }

    private static void answer(HttpExchange request, byte[] json) throws IOException {
        request.getResponseHeaders().add("Content-Type", "application/json");
        request.sendResponseHeaders(200, json.length);
        try (OutputStream body = request.getResponseBody()) {
            body.write(json);
        }
    }

    @AfterEach
    void stopService() {
        service.stop(0);
        executor.shutdownNow();
    }

    /** The component is not on this class path: whatever follows has been fetched. */
    @Test
    void theComponentIsNoDependencyOfThisProject() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("io.github.camelglm4.Glm4Component"));
    }

    @Test
    void aRouteRunsWithTheKeyOfTheEnvironment() throws Exception {
        Properties application = properties("running.md", "env:GLM4_API_KEY");

        assertAnswers(block("running.md", "yaml", "id: ask"), application);

        assertEquals("Bearer sk-of-the-environment", keys.take());
    }

    @Test
    void aMountedSecretIsRead() throws Exception {
        Files.createDirectories(folder.resolve("secrets/glm4"));
        Files.writeString(folder.resolve("secrets/glm4/api-key"), "sk-of-the-secret\n");
        Properties application = properties("running.md", "secret:glm4/api-key");
        application.setProperty(
                "camel.kubernetes-config.mount-path-secrets", folder.resolve("secrets").toString());

        assertAnswers(block("running.md", "yaml", "id: ask"), application);

        assertEquals("Bearer sk-of-the-secret", keys.take());
    }

    @Test
    void aMountedPropertyFileIsRead() throws Exception {
        Path file = Files.writeString(
                folder.resolve("glm4.properties"), "camel.component.glm4.api-key=sk-of-the-file\n");
        Properties application = properties("running.md", "env:GLM4_API_KEY");
        application.remove("camel.component.glm4.api-key");
        application.setProperty("camel.component.properties.location", "file:" + file);

        assertAnswers(block("running.md", "yaml", "id: ask"), application);

        assertEquals("Bearer sk-of-the-file", keys.take());
    }

    @Test
    void aKameletOfTheJarIsFound() throws Exception {
        assertAnswers(
                block("kamelets.md", "yaml", "kamelet:glm4-chat-action"),
                properties("running.md", "env:GLM4_API_KEY"));

        assertTrue(keys.take().startsWith("Bearer "));
    }

    @Test
    void theOtherSchemesAreFound() throws Exception {
        KameletMain main =
                start(block("running.md", "yaml", "id: passages"), properties("running.md", "env:GLM4_API_KEY"));
        try {
            Exchange exchange = main.getCamelTemplate().send("direct:passages", e -> {
                e.getMessage().setBody(List.of("A lamp.", "A red lamp."));
                e.getMessage().setHeader("question", "red?");
            });
            assertNull(exchange.getException());
            assertEquals(
                    List.of("A red lamp.", "A lamp."), exchange.getMessage().getHeader("CamelGlm4EmbeddingText"));
            assertEquals(List.of(List.of(1f, 0f), List.of(0f, 1f)), exchange.getMessage().getBody());
        } finally {
            main.stop();
        }
    }

    /** The tracer of the profile dev would want the whole text before the reader gets the first chunk. */
    @Test
    void aStreamFlowsInTheProfileProd() throws Exception {
        Properties application = properties("running.md", "env:GLM4_API_KEY");
        application.putAll(properties("running.md", "camel.main.profile"));
        String yaml = block("running.md", "yaml", "id: ask")
                .replace("systemMessage:", "stream: true\n              systemMessage:");

        KameletMain main = start(yaml, application);
        try {
            Exchange exchange = main.getCamelTemplate()
                    .send("direct:ask", e -> e.getMessage().setBody("hello"));
            assertNull(exchange.getException());
            rest.countDown();
            assertEquals("An answer.", exchange.getMessage().getBody(String.class));
        } finally {
            main.stop();
        }
    }

    /** The second half of the text when the test says so. */
    private void stream(HttpExchange request) throws IOException {
        request.getResponseHeaders().add("Content-Type", "text/event-stream");
        request.sendResponseHeaders(200, 0);
        try (OutputStream body = request.getResponseBody()) {
            body.write(delta("{\"content\":\"An \"}", "null"));
            body.flush();
            if (rest.await(60, TimeUnit.SECONDS)) {
                body.write(delta("{\"content\":\"answer.\"}", "\"stop\""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] delta(String delta, String reason) {
        String chunk = "{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}";
        return ("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Without a Camel K operator, which would take the flow and the dependency out of it. */
    @Test
    void theFlowOfAnIntegrationRuns() throws Exception {
        String integration = block("running.md", "yaml", "kind: Integration");
        int port = freePort();
        String flow = integration
                .substring(integration.indexOf("flows:\n") + "flows:\n".length())
                .replace("serverPort: 8080", "serverPort: " + port);
        String dependency = integration.lines()
                .filter(line -> line.contains("mvn:"))
                .map(line -> line.replace("- ", "").strip())
                .findFirst()
                .orElseThrow();
        Properties application = properties("running.md", "env:GLM4_API_KEY");
        application.setProperty("camel.jbang.dependencies", dependency);

        KameletMain main = start(flow, application);
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/v1/chat/completions"))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(60))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"model\":\"translator\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                    .build();
            String answer = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            assertTrue(answer.contains("An answer."), answer);
        } finally {
            main.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void assertAnswers(String yaml, Properties application) throws Exception {
        KameletMain main = start(yaml, application);
        try {
            Exchange exchange = main.getCamelTemplate()
                    .send("direct:ask", e -> e.getMessage().setBody("hello"));
            assertNull(exchange.getException());
            assertEquals("An answer.", exchange.getMessage().getBody(String.class));
        } finally {
            main.stop();
        }
    }

    private KameletMain start(String yaml, Properties application) throws Exception {
        Path routes = Files.writeString(folder.resolve("ask.camel.yaml"), yaml);
        application.setProperty(
                "camel.component.glm4.base-url",
                "http://127.0.0.1:" + service.getAddress().getPort() + "/v1");
        application.setProperty("camel.main.routesIncludePattern", "file:" + routes);
        KameletMain main = new KameletMain("camel.jbang");
        main.setRepositories(System.getProperty("this.machine"));
        application.forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
        main.start();
        return main;
    }

    private static Properties properties(String page, String part) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block(page, "properties", part)));
        return properties;
    }

    /** The first block of that language on a page with that in it. */
    private static String block(String page, String language, String part) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of(System.getProperty("docs"), page)));
        while (blocks.find()) {
            if (blocks.group(1).equals(language) && blocks.group(2).contains(part)) {
                return blocks.group(2);
            }
        }
        throw new AssertionError("there is no " + language + " with " + part + " on the page " + page);
    }
}
