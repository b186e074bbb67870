package io.github.camelglm4.embeddingroute;

import io.github.camelglm4.management.ServiceSpanDecorator;

/** Camel's own spans of exchanges with {@code glm4-embedding:} endpoints. */
public final class Glm4EmbeddingSpanDecorator extends ServiceSpanDecorator {

    public Glm4EmbeddingSpanDecorator() {
        super("glm4-embedding", Glm4EmbeddingComponent.class, "embeddings");
    }
}
