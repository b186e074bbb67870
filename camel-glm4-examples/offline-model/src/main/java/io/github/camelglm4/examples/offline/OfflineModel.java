package io.github.camelglm4.examples.offline;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.examples.offline.batch.BatchService;
import io.github.camelglm4.examples.offline.operation.Operations;
import io.github.camelglm4.examples.offline.text.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A running offline model: routes that serve the model names of the API documentation on the loopback address, and
 * beside them embeddings, reranking, moderation, files and batches. It requires no API key.
 */
public final class OfflineModel implements AutoCloseable {
    static final List<String> MODELS = List.of(
            "glm-4-plus",
            "glm-4-air",
            "glm-4-air-250414",
            "glm-4-airx",
            "glm-4-long",
            "glm-4-flashx",
            "glm-4-flashx-250414",
            "glm-4-flash",
            "glm-4-flash-250414");

    private static final String HOST = "127.0.0.1";

    private static final String PATH = "/v1";

    private final CamelContext context = new DefaultCamelContext();
    private final OfflineServer server = new OfflineServer();
    private final BatchService batches = new BatchService(() -> URI.create(baseUrl() + "/chat/completions"));
    private final String host;
    private volatile int port;
    private final Answering answering = new Answering();

    private OfflineModel(String host) {
        this.host = host;
    }

    /**
     * Starts the model and waits until it listens.
     *
     * @param port TCP port; 0 selects a free port
     */
    public static OfflineModel start(int port) {
        return start(HOST, port, MODELS);
    }

    /** Starts a model that serves any name, on IPv4 and IPv6. It lists the names of the API documentation. */
    static OfflineModel startForAnyName(int port) {
        return start(
                "localhost",
                port,
                Stream.concat(MODELS.stream(), Stream.of("*")).toList());
    }

    private static OfflineModel start(String host, int port, List<String> models) {
        OfflineModel model = new OfflineModel(host);
        try {
            model.open(port, models);
            return model;
        } catch (Exception e) {
            model.close();
            throw new IllegalStateException("The offline model cannot listen on " + host + ":" + port, e);
        }
    }

    private void open(int wantedPort, List<String> models) throws Exception {
        batches.mount(server.router(), PATH);
        new Operations().mount(server.router(), PATH);
        server.bindTo(context.getRegistry());
        context.addRoutes(routes(models));
        context.start();
        port = server.listen(host, wantedPort);
    }

    /** The base URL for {@code camel.component.glm4.base-url}. */
    public String baseUrl() {
        return "http://" + host + ":" + port + PATH;
    }

    @Override
    public void close() {
        context.stop();
        server.close();
        batches.close();
    }

    private RouteBuilder routes(List<String> models) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // a request that is refused is the matter of the caller, and not logged here
                errorHandler(noErrorHandler());
                for (String model : models) {
                    from("glm4:" + model + "?serverRouter=platform-http&serverPath=" + PATH)
                            .routeId(model.equals("*") ? "any" : model)
                            .process(OfflineModel.this::answer);
                }
            }
        };
    }

    /**
     * The headers set the finish reason and the token counts. The component sends each element of the list as a chunk
     * if the caller requested streaming.
     */
    private void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        Answer answer = answering.answer(ChatRequest.of(message.getBody(ChatCompletionRequest.class)));
        message.setHeader(Glm4Headers.FINISH_REASON, answer.finishReason());
        message.setHeader(Glm4Headers.PROMPT_TOKENS, answer.promptTokens());
        message.setHeader(Glm4Headers.COMPLETION_TOKENS, answer.completionTokens());
        message.setBody(answer.calls().isEmpty() ? Tokens.pieces(answer.text()) : calls(answer));
    }

    private static List<Map<String, Object>> calls(Answer answer) {
        return answer.calls().stream()
                .map(call ->
                        Map.<String, Object>of("id", call.id(), "name", call.name(), "arguments", call.arguments()))
                .toList();
    }
}
