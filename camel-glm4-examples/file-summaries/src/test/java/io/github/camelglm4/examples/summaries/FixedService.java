package io.github.camelglm4.examples.summaries;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service that returns the same answer to every request, streamed if requested. It records the last request. */
final class FixedService implements AutoCloseable {
    private final HttpServer server;
    private volatile int status;
    private volatile String body;
    private volatile String events;
    private volatile String lastKey;
    private volatile String lastRequest;

    FixedService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    void reply(String text) {
        ObjectNode completion = new JsonMapper().createObjectNode().put("model", "glm-9");
        ObjectNode choice = completion.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        completion.putObject("usage").put("total_tokens", 7);
        status = 200;
        body = completion.toString();
        choice.set("delta", choice.remove("message"));
        events = "data: " + completion + "\n\ndata: [DONE]\n\n";
    }

    void error(int errorStatus, String json) {
        status = errorStatus;
        body = json;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    String lastKey() {
        return lastKey;
    }

    String lastRequest() {
        return lastRequest;
    }

    private void answer(HttpExchange exchange) throws IOException {
        lastKey = exchange.getRequestHeaders().getFirst("Authorization");
        lastRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean streamed = lastRequest.contains("\"stream\":true");
        byte[] bytes = (streamed ? events : body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", streamed ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
