package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model is asked, with the libraries that the pom of a consumer gets: JSON is written and read among them. */
class AskTest {

    private static final byte[] ANSWER = """
            {"id":"1","model":"GLM-4-Air","choices":[{"index":0,"finish_reason":"stop",
             "message":{"role":"assistant","content":"你好"}}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""
            .getBytes(StandardCharsets.UTF_8);

    private HttpServer service;
    private Main main;

    @BeforeEach
    void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/chat/completions", request -> {
            request.getRequestBody().readAllBytes();
            request.getResponseHeaders().add("Content-Type", "application/json");
            request.sendResponseHeaders(200, ANSWER.length);
            try (OutputStream body = request.getResponseBody()) {
                body.write(ANSWER);
            }
        });
        service.start();

        main = new Main();
        main.addInitialProperty(
                "camel.component.glm4.base-url",
                "http://127.0.0.1:" + service.getAddress().getPort() + "/v1");
        main.addInitialProperty("camel.component.glm4.api-key", "any-key");
        main.start();
    }

    @AfterEach
    void stop() throws Exception {
        main.stop();
        service.stop(0);
    }

    @Test
    void answerArrives() throws Exception {
        Exchange exchange = main.getCamelTemplate()
                .send("glm4:GLM-4-Air?temperature=0.7", e -> e.getMessage().setBody("hello"));

        assertNull(exchange.getException());
        assertEquals("你好", exchange.getMessage().getBody());
        assertEquals(3L, exchange.getMessage().getHeader("CamelGlm4TotalTokens"));
    }
}
