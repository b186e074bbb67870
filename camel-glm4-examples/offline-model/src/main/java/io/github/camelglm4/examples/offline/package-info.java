/**
 * A language model for examples: it implements the chat completions API, embeddings, reranking, moderation and batches
 * over HTTP, needs no API key and no network, and answers with sentences of the request. The entry point is
 * {@link io.github.camelglm4.examples.offline.OfflineModel}.
 */
package io.github.camelglm4.examples.offline;
