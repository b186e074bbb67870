package io.github.camelglm4.docs;

import io.github.camelglm4.Glm4Endpoint;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;

/**
 * Runs the routes of a sample: sends a text to each {@code direct:} endpoint that no other route calls, and a request
 * to each served model.
 */
record SampleRun(CamelContext context, ScriptedServer server, Sample.Version version) {

    private static final String QUESTION = "What is a route?";

    /** Returns the answers and failures of the routes, and their requests. */
    List<String> observe() throws Exception {
        List<String> seen = new ArrayList<>();
        for (Route route : List.copyOf(context.getRoutes())) {
            String from = route.getEndpoint().getEndpointBaseUri().replace("://", ":");
            if (from.startsWith("direct:") && isCalledByNobody(from)) {
                seen.add(from + " -> " + send(route));
            } else if (route.getEndpoint() instanceof Glm4Endpoint endpoint) {
                seen.add(from + " -> " + ask(endpoint));
            }
        }
        server.requests().stream().map(RecordedRequest::text).sorted().forEach(seen::add);
        return seen;
    }

    private boolean isCalledByNobody(String from) {
        return version.code().split(from + "\\b", -1).length == 2;
    }

    private String send(Route route) throws IOException {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange exchange =
                    template.send(route.getEndpoint(), e -> e.getMessage().setBody(QUESTION));
            if (exchange.getException() != null) {
                throw new IllegalStateException(
                        "A message to " + route.getEndpoint() + " failed: say in a test of "
                                + "the sample (SampleOf) what it needs",
                        exchange.getException());
            }
            String body = exchange.getMessage().getBody(String.class);
            return body + " " + headers(exchange);
        }
    }

    private static TreeMap<String, Object> headers(Exchange exchange) {
        TreeMap<String, Object> headers = new TreeMap<>(exchange.getMessage().getHeaders());
        headers.keySet().removeIf(name -> !name.startsWith("CamelGlm4"));
        return headers;
    }

    private static String ask(Glm4Endpoint endpoint) throws Exception {
        int port = endpoint.getServer().getServerPort();
        String request = "{\"model\":\"" + endpoint.getModel() + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + QUESTION + "\"}]}";
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + withoutIdAndTime(response.body());
    }

    private static String withoutIdAndTime(String answer) {
        return answer.replaceAll("\"(id|request_id)\":\"[^\"]*\"", "").replaceAll("\"created\":\\d+", "");
    }
}
