package consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A model service: what a request holds decides what the response is. */
final class Service implements AutoCloseable {

    private static final String CALL =
            """
            {"id":"1","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
             "tool_calls":[{"id":"c1","type":"function","function":{"name":"lookup","arguments":"{\\"id\\":\\"7\\"}"}}]}}]}""";
    private static final String STREAM =
            """
            data: {"choices":[{"index":0,"delta":{"content":"An "},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"content":"answer."},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private final HttpServer server;

    Service() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", Service::reply);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void reply(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean streamed = request.contains("\"stream\":true");
        byte[] response = (streamed ? STREAM : whole(request)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", streamed ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, response.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(response);
        }
    }

    private static String whole(String request) {
        if (request.contains("\"role\":\"tool\"")) {
            return text(request.contains("order 7 is on its way") ? "On its way." : "No result.");
        }
        if (request.contains("\"tools\":")) {
            return CALL;
        }
        if (request.contains("number") && request.contains("day")) {
            return text("{\\\"number\\\":\\\"A1\\\",\\\"day\\\":\\\"2026-01-31\\\",\\\"note\\\":\\\"paid\\\"}");
        }
        return text((request.split("\"role\":\"user\"", -1).length - 1) + " 你好");
    }

    private static String text(String content) {
        return """
            {"id":"1","model":"m","choices":[{"index":0,"finish_reason":"stop",
             "message":{"role":"assistant","content":"%s"}}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""
                .formatted(content);
    }
}
