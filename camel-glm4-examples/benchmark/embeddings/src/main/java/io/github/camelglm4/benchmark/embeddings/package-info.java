/** A process that embeds many texts. */
package io.github.camelglm4.benchmark.embeddings;
