/**
 * What the schemes for embeddings, reranking and moderation have in common: a message becomes as many requests as it
 * needs, of which some run at the same time, and their answers become one message. The page about the architecture
 * describes how to add an operation.
 */
package io.github.camelglm4.operation;
