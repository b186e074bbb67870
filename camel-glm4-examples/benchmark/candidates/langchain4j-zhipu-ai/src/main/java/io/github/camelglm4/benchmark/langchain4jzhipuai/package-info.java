/** The models of LangChain4j's community for the platform. */
package io.github.camelglm4.benchmark.langchain4jzhipuai;
