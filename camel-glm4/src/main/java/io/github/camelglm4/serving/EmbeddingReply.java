package io.github.camelglm4.serving;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.embedding.EmbeddingVector;
import java.util.List;

/**
 * The vectors of a route.
 *
 * @param vectors one for each text, in their order
 * @param usage null if the route does not report it
 */
public record EmbeddingReply(List<EmbeddingVector> vectors, Usage usage) {}
