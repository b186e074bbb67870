/** What all candidates that are models of LangChain4j share. */
package io.github.camelglm4.benchmark.langchain4j;
