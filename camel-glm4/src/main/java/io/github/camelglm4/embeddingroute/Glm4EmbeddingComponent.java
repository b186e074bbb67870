package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.operation.OperationComponent;
import io.github.camelglm4.operation.OperationEndpoint;
import io.github.camelglm4.options.ServerOptions;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Creates {@code glm4-embedding:} endpoints, which use the client of the component {@code glm4}. */
@Component("glm4-embedding")
@Metadata(excludeProperties = "embedding,server")
public class Glm4EmbeddingComponent extends OperationComponent {

    @Metadata
    private EmbeddingOptions embedding = new EmbeddingOptions();

    @Metadata
    private ServerOptions server = new ServerOptions();

    public Glm4EmbeddingComponent() {
        super("embedding-3");
    }

    @Override
    protected OperationEndpoint endpoint(String uri) {
        return new Glm4EmbeddingEndpoint(uri, this);
    }

    public EmbeddingOptions getEmbedding() {
        return embedding;
    }

    public void setEmbedding(EmbeddingOptions embedding) {
        this.embedding = embedding;
    }

    public ServerOptions getServer() {
        return server;
    }

    public void setServer(ServerOptions server) {
        this.server = server;
    }

    /** The component that owns the servers of all models. */
    Glm4Component owner() {
        return getCamelContext().getComponent("glm4", Glm4Component.class);
    }

    /** The options of the server: those that are not set here are those of the component {@code glm4}. */
    ServerOptions serverOptions() {
        return server.over(owner().getServer());
    }
}
