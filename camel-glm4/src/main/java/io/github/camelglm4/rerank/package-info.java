/** The reranking of the API: scores of documents for a query. Independent of Camel. */
package io.github.camelglm4.rerank;
