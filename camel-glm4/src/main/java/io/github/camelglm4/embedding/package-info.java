/** The embeddings of the API: vectors of texts. Independent of Camel. */
package io.github.camelglm4.embedding;
