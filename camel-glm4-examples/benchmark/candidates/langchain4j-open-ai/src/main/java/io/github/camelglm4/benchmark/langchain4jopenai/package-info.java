/** LangChain4j's models for OpenAI's interface. */
package io.github.camelglm4.benchmark.langchain4jopenai;
