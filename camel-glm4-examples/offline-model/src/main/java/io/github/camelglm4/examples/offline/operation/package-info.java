/**
 * Embeddings, reranking and moderation of the offline model, with the JSON and the limits of the hosted service. The
 * entry point is {@link io.github.camelglm4.examples.offline.operation.Operations}.
 */
package io.github.camelglm4.examples.offline.operation;
