package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.json.Fields;
import java.util.Map;

/** A call of chat completions. Its answer is sent as JSON or as events, as the caller requests. */
public final class ChatCall extends ServedCall<Reply> {

    private final ChatCompletionRequest request;
    private final int maxChars;

    ChatCall(ChatCompletionRequest request, int maxChars, CallOrigin origin) {
        super(origin);
        this.request = request;
        this.maxChars = maxChars;
    }

    /**
     * Returns the reader of requests.
     *
     * @param rules what callers may request
     * @param maxChars maximum text length of a JSON answer from a source
     */
    public static CallReader<ChatCall> reader(RequestRules rules, int maxChars) {
        return (json, longest, origin) -> new ChatCall(RequestReader.request(json, rules, longest), maxChars, origin);
    }

    /** Returns the request without the model name. */
    public ChatCompletionRequest request() {
        return request;
    }

    @Override
    boolean isStreamed() {
        return request.streamed();
    }

    @Override
    long promptTokens() {
        return TokenEstimate.prompt(request);
    }

    @Override
    long answerTokens() {
        return TokenEstimate.answer(request);
    }

    @Override
    void send(Reply reply) {
        Map<String, Object> options = Fields.object(request.parameters(), "stream_options");
        ChatResponse response = request.streamed()
                ? new EventResponse(
                        writer, reply.completion(), model(), Boolean.TRUE.equals(options.get("include_usage")))
                : new JsonResponse(writer, reply.completion(), model(), maxChars);
        AnswerSubscriber subscriber = new AnswerSubscriber(writer, response, reply.completion(), outcome);
        if (reply.source() == null) {
            writer.eventLoop().execute(subscriber::whole);
        } else {
            subscribe(reply.source(), subscriber);
        }
    }

    private void subscribe(Reply.Source source, AnswerSubscriber answer) {
        try {
            // always in a later task of the event loop: the source could be called recursively otherwise
            source.publisher(writer::later).subscribe(answer);
        } catch (RuntimeException | Error e) {
            answer.onError(e);
        }
    }
}
