package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** The samples of one page, each with a context of its own; models are served on a free port. */
abstract class DocPageTest extends Glm4TestSupport {

    private final HttpClient client = HttpClient.newHttpClient();
    /** The logger of the log steps of samples: at INFO, without an appender. */
    private static final String LOGGER = "documentation.samples";

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).getServer().setServerPort(FreePort.next());
        context.getGlobalOptions().put(Exchange.LOG_EIP_NAME, LOGGER);
        context.getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            logged.add(message);
            return message;
        });
        return context;
    }

    /** The messages of the log steps of the routes, in all contexts of this test. */
    protected List<String> logged() {
        return List.copyOf(logged);
    }

    /** Returns the next request that the service received, as JSON. */
    protected String request() {
        return server.takeRequest(SOON).text();
    }

    /** An answer that calls a tool. */
    protected static Reply call(String id, String tool, String arguments) {
        return Reply.json("{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":["
                + toolCall(id, tool, arguments) + "]}}]}");
    }

    protected static String toolCall(String id, String tool, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + tool + "\",\"arguments\":\""
                + arguments.replace("\"", "\\\"") + "\"}}";
    }

    /** Sends a request to a model that a sample serves. */
    protected HttpResponse<String> askServed(String model, String key) throws Exception {
        return post(key, "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    protected HttpResponse<String> askServedForStream(String model) throws Exception {
        return post(
                "none",
                "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    /** Sends a request to the models that a sample serves. */
    protected HttpResponse<String> post(String key, String request) throws Exception {
        return postTo("/chat/completions", key, request);
    }

    /** Sends a request to a path of the server of a sample. */
    protected HttpResponse<String> postTo(String path, String key, String request) throws Exception {
        int port = context.getComponent("glm4", Glm4Component.class).getServer().getServerPort();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1" + path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofString(request))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
