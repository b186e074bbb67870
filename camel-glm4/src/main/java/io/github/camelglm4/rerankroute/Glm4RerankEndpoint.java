package io.github.camelglm4.rerankroute;

import io.github.camelglm4.Glm4RerankHeaders;
import io.github.camelglm4.operation.CallingEndpoint;
import io.github.camelglm4.operation.Operation;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/** Sort documents by their relevance for a query with a reranking model of the GLM platform, or of another service. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4-rerank",
        title = "GLM-4 Rerank",
        syntax = "glm4-rerank:model",
        category = {Category.AI},
        producerOnly = true,
        headersClass = Glm4RerankHeaders.class)
public class Glm4RerankEndpoint extends CallingEndpoint {

    @UriParam
    private final RerankOptions reranking;

    public Glm4RerankEndpoint(String uri, Glm4RerankComponent component) {
        super(uri, component);
        reranking = component.getReranking().copy();
    }

    @Override
    protected Operation operation() {
        return new RerankOperation(getModel(), reranking);
    }

    public RerankOptions getReranking() {
        return reranking;
    }
}
