/** LangChain4j's models for the OpenAI API. */
package io.github.camelglm4.benchmark.langchain4jopenai;
