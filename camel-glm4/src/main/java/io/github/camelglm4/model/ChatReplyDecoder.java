package io.github.camelglm4.model;

import io.github.camelglm4.assembly.ChunkAssembler;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.Envelope;
import io.github.camelglm4.chat.FunctionNames;
import io.github.camelglm4.chat.Thinking;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.client.ResponseObjects;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TruncatedException;
import java.io.IOException;
import java.util.Map;

/**
 * Decodes the body of a successful response: a chat completion, or an error despite the status. The content type is
 * only used to explain why a body is neither, because some proxies send a completion as
 * {@code application/octet-stream} or {@code text/html}. Immutable.
 */
public final class ChatReplyDecoder {

    private final boolean stripThinking;
    private final ChatCompletionRequest request;

    /**
     * @param stripThinking whether a thinking part in the text is moved to the reasoning
     * @param request the request that is answered
     */
    public ChatReplyDecoder(boolean stripThinking, ChatCompletionRequest request) {
        this.stripThinking = stripThinking;
        this.request = request;
    }

    public ChatReply decode(ApiResponse response) {
        ChatCompletion named = completion(response).withNames(response.secrets()::showName);
        ChatCompletion completion =
                named.callsTools() ? FunctionNames.of(request).cleaned(named) : named;
        requireNoError(response, completion);
        if (completion.choices().isEmpty()) {
            throw new Glm4ResponseException("the answer has no choices", null, response.details(completion.others()));
        }
        completion.requireWhole(() -> response.details(completion.others()));
        return new ChatReply(
                stripThinking ? Thinking.strip(completion) : completion,
                response.serverRequestId(completion.others()),
                response.attempt());
    }

    private static void requireNoError(ApiResponse response, ChatCompletion completion) {
        Map<String, Object> error = completion.error();
        if (error != null) {
            throw response.error(error, completion.text());
        }
    }

    private static ChatCompletion completion(ApiResponse response) {
        try {
            return ChatCompletion.of(answer(response.object()));
        } catch (IOException notOneObject) {
            return framed(response, notOneObject);
        }
    }

    private static ChatCompletion framed(ApiResponse response, IOException notOneObject) {
        try {
            ResponseObjects body = ResponseObjects.in(response, notOneObject);
            Map<String, Object> first = answer(body.objects().get(0));
            boolean whole = !body.parts() || body.objects().size() == 1 && Envelope.isWhole(first);
            return whole ? ChatCompletion.of(first) : joined(response, body);
        } catch (IOException e) {
            throw response.unreadable(e);
        }
    }

    private static Map<String, Object> answer(Map<String, Object> object) {
        return ErrorBody.withoutNoError(object.get("choices") == null ? Envelope.open(object) : object);
    }

    /** Assembles a stream that was not requested; it must be complete by the same rules as a requested one. */
    private static ChatCompletion joined(ApiResponse response, ResponseObjects body) {
        ChunkAssembler answer = new ChunkAssembler();
        for (Map<String, Object> object : body.objects()) {
            ChatCompletionChunk chunk = Envelope.chunk(object);
            answer.add(chunk);
            Map<String, Object> error = chunk.error();
            if (error != null) {
                throw response.error(error, answer.text());
            }
        }
        ChatCompletion completion = answer.completion();
        if (answer.finishReason() == null && !body.done()) {
            throw new Glm4TruncatedException(
                    "the answer, an event stream, ended with neither a finish reason nor [DONE]",
                    null,
                    response.details(completion.others()).withText(answer.text()));
        }
        return completion;
    }
}
