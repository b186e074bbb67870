/** The component {@code glm4-rerank}: documents in the order of their relevance for a query. */
package io.github.camelglm4.rerankroute;
