package io.github.camelglm4.rerankroute;

import io.github.camelglm4.operation.OperationComponent;
import io.github.camelglm4.operation.OperationEndpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Creates {@code glm4-rerank:} endpoints, which use the client of the component {@code glm4}. */
@Component("glm4-rerank")
@Metadata(excludeProperties = "reranking")
public class Glm4RerankComponent extends OperationComponent {

    @Metadata
    private RerankOptions reranking = new RerankOptions();

    public Glm4RerankComponent() {
        super("rerank");
    }

    @Override
    protected OperationEndpoint endpoint(String uri) {
        return new Glm4RerankEndpoint(uri, this);
    }

    public RerankOptions getReranking() {
        return reranking;
    }

    public void setReranking(RerankOptions reranking) {
        this.reranking = reranking;
    }
}
