package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.operation.OperationComponent;
import io.github.camelglm4.operation.OperationEndpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Creates {@code glm4-embedding:} endpoints, which use the client of the component {@code glm4}. */
@Component("glm4-embedding")
@Metadata(excludeProperties = "embedding")
public class Glm4EmbeddingComponent extends OperationComponent {

    @Metadata
    private EmbeddingOptions embedding = new EmbeddingOptions();

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
}
