package io.github.camelglm4.rerankroute;

import io.github.camelglm4.management.ServiceSpanDecorator;

/** Camel's own spans of exchanges with {@code glm4-rerank:} endpoints. */
public final class Glm4RerankSpanDecorator extends ServiceSpanDecorator {

    public Glm4RerankSpanDecorator() {
        super("glm4-rerank", Glm4RerankComponent.class, "rerank");
    }
}
