package io.github.camelglm4.benchmark.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;

/**
 * The blocking model for complete answers, and the model with a handler for streams. Neither has a connection limit.
 */
public abstract class LangChain4jCandidate implements Candidate {

    private ChatModel model;
    private StreamingChatModel streamingModel;

    protected abstract ChatModel model(String baseUrl);

    protected abstract StreamingChatModel streamingModel(String baseUrl);

    @Override
    public Support support(Use use) {
        return switch (use) {
            case ASK -> Support.blocking();
            case READ, STREAMS -> Support.async();
            case SPLIT, PUSH, SERVE -> Support.none("does not run in a route");
        };
    }

    @Override
    public final void start(Setup setup) {
        model = model(setup.baseUrl());
        streamingModel = streamingModel(setup.baseUrl());
    }

    @Override
    public final void call(Use use, String prompt, Receiver receiver) {
        if (use != Use.ASK) {
            streamingModel.chat(prompt, new Handler(receiver));
            return;
        }
        try {
            receiver.piece(model.chat(prompt));
        } catch (RuntimeException e) {
            receiver.failed(e);
            return;
        }
        receiver.done();
    }

    @Override
    public final void close() {
        // nothing to close
    }

    private record Handler(Receiver receiver) implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(String text) {
            receiver.piece(text);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            receiver.done();
        }

        @Override
        public void onError(Throwable cause) {
            receiver.failed(cause);
        }
    }
}
