package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.PackageVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the component does, with the libraries that the pom of a consumer gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentTest {

    private final Service service = new Service();
    private final int port = freePort();
    private final Main main = new Main();
    private ProducerTemplate template;

    ComponentTest() throws IOException {}

    @BeforeAll
    void start() throws Exception {
        System.out.printf(
                "Camel %s, Java %s, jackson-core %s, jackson-databind %s, %s%n",
                main.getClass().getPackage().getImplementationVersion(),
                System.getProperty("java.version"),
                PackageVersion.VERSION,
                com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION,
                io.netty.util.Version.identify().get("netty-common"));
        main.addInitialProperty("camel.component.glm4.base-url", service.url());
        main.addInitialProperty("camel.component.glm4.api-key", "any-key");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:gateway?serverPort=" + port).to("glm4:GLM-4-Air");
                from("glm4-tool:lookup?description=Looks up an order&parameter.id=string")
                        .transform()
                        .body(Map.class, arguments -> "order " + arguments.get("id") + " is on its way");
            }
        });
        main.start();
        template = main.getCamelTemplate();
    }

    @AfterAll
    void stop() {
        main.stop();
        service.close();
    }

    @Test
    void jacksonHasOneVersion() {
        assertEquals(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString(), PackageVersion.VERSION.toString());
    }

    @Test
    void asks() {
        assertEquals("1 你好", template.requestBody("glm4:GLM-4-Air?temperature=0.7", "hello", String.class));
    }

    @Test
    void streams() {
        assertEquals("An answer.", template.requestBody("glm4:GLM-4-Air?stream=true", "hello", String.class));
    }

    @Test
    void serves() throws Exception {
        assertTrue(post("{\"model\":\"gateway\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}").contains("1 你好"));
    }

    @Test
    void servesStreams() throws Exception {
        String events =
                post("{\"model\":\"gateway\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
        assertTrue(events.contains("answer.") && events.contains("[DONE]"), events);
    }

    @Test
    void runsTools() {
        assertEquals("On its way.", template.requestBody("glm4:GLM-4-Air?tools=lookup", "where?", String.class));
    }

    @Test
    void remembers() {
        String uri = "glm4:GLM-4-Air?memory=true&conversationId=c";
        assertEquals("1 你好", template.requestBody(uri, "hello", String.class));
        assertEquals("2 你好", template.requestBody(uri, "hello again", String.class));
    }

    @Test
    void readsTypedAnswers() {
        Invoice invoice =
                template.requestBody("glm4:GLM-4-Air?outputClass=consumer.Invoice", "the text", Invoice.class);
        assertEquals(new Invoice("A1", LocalDate.of(2026, 1, 31), Optional.of("paid")), invoice);
    }

    private String post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
