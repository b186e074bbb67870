package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Consumer;
import io.github.camelglm4.Glm4EmbeddingHeaders;
import io.github.camelglm4.ServedEndpoint;
import io.github.camelglm4.binding.served.ServedBinding;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.OperationEndpoint;
import io.github.camelglm4.operation.Texts;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.serving.EmbeddingCall;
import io.github.camelglm4.serving.EmbeddingReply;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Turn texts into vectors with an embedding model of the GLM platform, or of any OpenAI-compatible service, and serve
 * routes as such models.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4-embedding",
        title = "GLM-4 Embedding",
        syntax = "glm4-embedding:model",
        category = {Category.AI},
        headersClass = Glm4EmbeddingHeaders.class)
public class Glm4EmbeddingEndpoint extends OperationEndpoint implements ServedEndpoint<EmbeddingCall, EmbeddingReply> {

    @UriParam
    private final EmbeddingOptions embedding;

    @UriParam
    private final ServerOptions server;

    public Glm4EmbeddingEndpoint(String uri, Glm4EmbeddingComponent component) {
        super(uri, component);
        embedding = component.getEmbedding().copy();
        server = component.serverOptions();
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
                        : new TextVectors(Texts.of(exchange), options.getMaxInputs(), options.dimensions(exchange)));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new Glm4Consumer<>(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public ServedBinding<EmbeddingCall, EmbeddingReply> binding(Executor executor) {
        return new EmbeddingBinding(EmbeddingCall.reader(embedding.checkedServerMaxInputs()), executor);
    }

    @Override
    public Glm4EmbeddingComponent getComponent() {
        return (Glm4EmbeddingComponent) super.getComponent();
    }

    @Override
    public Glm4Component serverComponent() {
        return getComponent().owner();
    }

    @Override
    public ServerOptions getServer() {
        return server;
    }

    public EmbeddingOptions getEmbedding() {
        return embedding;
    }
}
