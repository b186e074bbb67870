package io.github.camelglm4.benchmark.zaisdk;

import ai.z.openapi.ZaiClient;
import ai.z.openapi.service.model.ChatCompletionCreateParams;
import ai.z.openapi.service.model.ChatCompletionResponse;
import ai.z.openapi.service.model.ChatMessage;
import ai.z.openapi.service.model.ModelData;
import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** zai-sdk: a blocking call for complete answers, a Flowable for streams. */
public final class ZaiSdkCandidate implements Candidate {

    private ZaiClient client;

    @Override
    public Support support(Use use) {
        return switch (use) {
            case ASK, READ -> Support.blocking();
            case STREAMS -> Support.none("allows at most 5 concurrent streams, and has no option to change it");
            case SPLIT, PUSH, SERVE -> Support.none("does not run in a route");
        };
    }

    @Override
    public void start(Setup setup) {
        ZaiClient.Builder builder = ZaiClient.builder().apiKey(Setup.API_KEY).baseUrl(setup.baseUrl() + "/");
        if (setup.inFlight() > 0) {
            builder.connectionPool(setup.inFlight(), 5, TimeUnit.MINUTES);
        }
        client = builder.build();
    }

    @Override
    public void call(Use use, String prompt, Receiver receiver) {
        ChatCompletionResponse response = client.chat().createChatCompletion(request(prompt, use != Use.ASK));
        if (!response.isSuccess()) {
            receiver.failed(new IllegalStateException(response.getMsg()));
        } else if (use == Use.ASK) {
            Object text = response.getData().getChoices().get(0).getMessage().getContent();
            receiver.piece((String) text);
            receiver.done();
        } else {
            response.getFlowable()
                    .blockingSubscribe(chunk -> receiver.piece(text(chunk)), receiver::failed, receiver::done);
        }
    }

    private static String text(ModelData chunk) {
        String text = chunk.getChoices().get(0).getDelta().getContent();
        return text == null ? "" : text;
    }

    private static ChatCompletionCreateParams request(String prompt, boolean streamed) {
        return ChatCompletionCreateParams.builder()
                .model(Setup.MODEL)
                .messages(List.of(
                        ChatMessage.builder().role("user").content(prompt).build()))
                .stream(streamed)
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
