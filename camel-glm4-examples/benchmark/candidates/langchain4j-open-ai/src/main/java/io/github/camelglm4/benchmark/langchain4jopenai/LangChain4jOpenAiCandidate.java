package io.github.camelglm4.benchmark.langchain4jopenai;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.langchain4j.LangChain4jCandidate;

/** langchain4j-open-ai, which uses the HTTP client of the JDK. */
public final class LangChain4jOpenAiCandidate extends LangChain4jCandidate {

    @Override
    protected ChatModel model(String baseUrl) {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(Setup.API_KEY)
                .modelName(Setup.MODEL)
                .build();
    }

    @Override
    protected StreamingChatModel streamingModel(String baseUrl) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(Setup.API_KEY)
                .modelName(Setup.MODEL)
                .build();
    }
}
