package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.operation.Work;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Texts as vectors, or a complete request as its answer. */
final class EmbeddingOperation implements Operation {

    private final String model;
    private final EmbeddingOptions options;

    /**
     * @param model the model in the URI
     * @throws RuntimeException if an option is out of its range
     */
    EmbeddingOperation(String model, EmbeddingOptions options) {
        this.model = model;
        this.options = options.copy();
        options.check();
    }

    @Override
    public String path() {
        return "/embeddings";
    }

    @Override
    public String name() {
        return "embeddings";
    }

    @Override
    public int maxParallelRequests() {
        return options.getMaxParallelRequests();
    }

    @Override
    public List<String> headers() {
        return List.of(Glm4EmbeddingHeaders.TEXT, Glm4EmbeddingHeaders.DIMENSIONS);
    }

    @Override
    public Work<?> begin(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Map<?, ?> request) {
            return WholeRequest.of(exchange.getMessage(), model, request);
        }
        return new TextVectors(
                Glm4Binding.model(exchange.getMessage(), model, null),
                Texts.of(exchange),
                options.getMaxInputs(),
                options.getDimensions());
    }
}
