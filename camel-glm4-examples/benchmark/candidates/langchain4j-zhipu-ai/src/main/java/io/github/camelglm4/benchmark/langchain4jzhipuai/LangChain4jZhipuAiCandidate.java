package io.github.camelglm4.benchmark.langchain4jzhipuai;

import dev.langchain4j.community.model.zhipu.ZhipuAiChatModel;
import dev.langchain4j.community.model.zhipu.ZhipuAiStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.langchain4j.LangChain4jCandidate;

/** langchain4j-community-zhipu-ai, which signs the API key. */
public final class LangChain4jZhipuAiCandidate extends LangChain4jCandidate {

    @Override
    protected ChatModel model(String baseUrl) {
        return ZhipuAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(Setup.API_KEY)
                .model(Setup.MODEL)
                .build();
    }

    @Override
    protected StreamingChatModel streamingModel(String baseUrl) {
        return ZhipuAiStreamingChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(Setup.API_KEY)
                .model(Setup.MODEL)
                .build();
    }
}
