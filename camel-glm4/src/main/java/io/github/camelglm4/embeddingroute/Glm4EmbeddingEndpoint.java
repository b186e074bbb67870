package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.OperationEndpoint;
import io.github.camelglm4.operation.Texts;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/** Turn texts into vectors with an embedding model of the GLM platform, or of any OpenAI-compatible service. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4-embedding",
        title = "GLM-4 Embedding",
        syntax = "glm4-embedding:model",
        category = {Category.AI},
        headersClass = Glm4EmbeddingHeaders.class)
public class Glm4EmbeddingEndpoint extends OperationEndpoint {

    @UriParam
    private final EmbeddingOptions embedding;

    public Glm4EmbeddingEndpoint(String uri, Glm4EmbeddingComponent component) {
        super(uri, component);
        embedding = component.getEmbedding().copy();
    }

    @Override
    protected Operation operation() {
        EmbeddingOptions options = embedding.checked();
        return new Operation(
                "/embeddings",
                "embeddings",
                options.getMaxParallelRequests(),
                exchange -> exchange.getMessage().getBody() instanceof Map<?, ?> request
                        ? new WholeRequest(request)
                        : new TextVectors(Texts.of(exchange), options));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("glm4-embedding cannot be served yet");
    }

    public EmbeddingOptions getEmbedding() {
        return embedding;
    }
}
