/** The LangChain4j community models for the platform. */
package io.github.camelglm4.benchmark.langchain4jzhipuai;
