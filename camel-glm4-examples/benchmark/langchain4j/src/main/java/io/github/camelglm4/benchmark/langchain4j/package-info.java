/** Base classes of candidates that use LangChain4j. */
package io.github.camelglm4.benchmark.langchain4j;
