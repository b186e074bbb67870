package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.ApiCall;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ApiRequest.JsonContent;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamedReply;
import io.github.camelglm4.watch.WatchedCall;
import java.util.concurrent.CompletableFuture;

/** The model of the service: each request is one API call. For one exchange, whose requests are sequential. */
public final class ServiceModel implements ChatModel {

    /** Creates HTTP requests. */
    @FunctionalInterface
    public interface Requests {

        /**
         * Creates a request.
         *
         * @param model the name of the model
         * @param content the JSON
         * @param first whether it is the first request of the exchange; the others are admitted with it
         */
        ApiRequest request(String model, JsonContent content, boolean first);
    }

    private final Glm4Client client;
    private final Requests requests;
    private final AnswerSettings settings;
    private final CompletableFuture<?> gone;
    private final WatchedCall watched;
    private volatile boolean asked;

    /**
     * @param settings how answers are read
     * @param gone completed when the caller no longer waits: calls in progress are canceled, and no other call starts;
     *     or null
     * @param watched observes every request
     */
    public ServiceModel(
            Glm4Client client,
            Requests requests,
            AnswerSettings settings,
            CompletableFuture<?> gone,
            WatchedCall watched) {
        this.client = client;
        this.requests = requests;
        this.settings = settings;
        this.gone = gone;
        this.watched = watched;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        ChatReplyDecoder decoder = new ChatReplyDecoder(settings.stripThinking(), request);
        start(client.call(
                apiRequest(request),
                whole -> {
                    ChatReply reply = decoder.decode(whole);
                    watched.answered(reply.completion());
                    return reply;
                },
                answer));
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        AnswerSettings answerSettings = settings.answering(request);
        ChatReplyDecoder documents = new ChatReplyDecoder(settings.stripThinking(), request);
        start(client.streamedCall(
                apiRequest(request),
                attempt -> new StreamedReply(attempt, answerSettings, documents::decode, watched),
                answer));
    }

    private ApiRequest apiRequest(ChatCompletionRequest request) {
        boolean first = !asked;
        asked = true;
        watched.sends(request);
        return requests.request(request.model(), json(request), first);
    }

    /** Returns the JSON of the n-th retry, 0 for the first attempt. Retries only differ by a request id. */
    private static JsonContent json(ChatCompletionRequest request) {
        byte[] first;
        try {
            first = Json.write(request.toMap());
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the request " + e.getMessage(), e, FailureDetails.NONE);
        }
        return retry -> {
            ChatCompletionRequest again = retry == 0 ? request : request.withFreshRequestId(retry);
            return again == request ? first : Json.write(again.toMap());
        };
    }

    private void start(ApiCall<?> call) {
        if (gone != null && gone.isDone()) {
            throw Glm4ConnectionException.callerGone();
        }
        call.onRetry(watched::retried).start();
        if (gone != null) {
            gone.thenRun(() -> call.abort(Glm4ConnectionException.callerGone()));
        }
    }
}
