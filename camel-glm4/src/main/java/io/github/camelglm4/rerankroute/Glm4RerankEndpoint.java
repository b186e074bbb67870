package io.github.camelglm4.rerankroute;

import io.github.camelglm4.Glm4RerankHeaders;
import io.github.camelglm4.operation.Operation;
import io.github.camelglm4.operation.OperationEndpoint;
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
public class Glm4RerankEndpoint extends OperationEndpoint {

    @UriParam
    private final RerankOptions reranking;

    public Glm4RerankEndpoint(String uri, Glm4RerankComponent component) {
        super(uri, component);
        reranking = component.getReranking().copy();
    }

    @Override
    protected Operation operation() {
        RerankOptions options = reranking.checked();
        return new Operation(
                "/rerank", "rerank", Operation.PARALLEL_REQUESTS, exchange -> RankedDocuments.of(exchange, options));
    }

    public RerankOptions getReranking() {
        return reranking;
    }
}
