package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.text.PrintableText;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.CaseInsensitiveMap;

/** The headers that describe an answer. Values that the service did not report are not set. */
public final class CompletionHeaders {

    /** Removed before each call, because an earlier call may have set a header that this call does not set. */
    private static final List<String> ALL = List.of(
            Glm4Headers.RESPONSE_ID,
            Glm4Headers.SERVER_REQUEST_ID,
            Glm4Headers.REQUEST_MODEL,
            Glm4Headers.RESPONSE_MODEL,
            Glm4Headers.FINISH_REASON,
            Glm4Headers.PROMPT_TOKENS,
            Glm4Headers.COMPLETION_TOKENS,
            Glm4Headers.TOTAL_TOKENS,
            Glm4Headers.CACHED_TOKENS,
            Glm4Headers.REASONING_TOKENS,
            Glm4Headers.REASONING_CONTENT,
            Glm4Headers.CHUNK_INDEX,
            Glm4Headers.CHUNK_TYPE,
            Glm4Headers.ATTEMPTS,
            Glm4Headers.TOOL_ROUNDS);

    private CompletionHeaders() {}

    /** Removes the headers of an earlier call. */
    public static void remove(Map<String, Object> headers) {
        if (!headers.isEmpty()) {
            ALL.forEach(headers::remove);
        }
    }

    /** Sets the headers of a reply: its answer, attempts and tool rounds. */
    static void reply(Map<String, Object> headers, ChatReply reply) {
        name(headers, Glm4Headers.SERVER_REQUEST_ID, reply.serverRequestId());
        Fields.putIfSet(headers, Glm4Headers.ATTEMPTS, reply.attempts());
        int toolRounds = reply.toolRounds();
        Fields.putIfSet(headers, Glm4Headers.TOOL_ROUNDS, toolRounds == 0 ? null : toolRounds);
        whole(headers, reply.completion());
    }

    /** Returns the headers of the request message, and those that are known when a streaming response begins. */
    static Map<String, Object> opened(Glm4Binding.BoundRequest bound, OpenedStream stream) {
        Map<String, Object> headers = new CaseInsensitiveMap();
        headers.putAll(bound.exchange().getMessage().getHeaders());
        remove(headers);
        name(headers, Glm4Headers.REQUEST_MODEL, bound.request().model());
        name(headers, Glm4Headers.SERVER_REQUEST_ID, stream.serverRequestId());
        Fields.putIfSet(headers, Glm4Headers.ATTEMPTS, stream.attempts());
        name(headers, Glm4Headers.RESPONSE_ID, stream.responseId());
        name(headers, Glm4Headers.RESPONSE_MODEL, stream.responseModel());
        return headers;
    }

    /** Sets the headers of a complete answer. */
    public static void whole(Map<String, Object> headers, ChatCompletion completion) {
        name(headers, Glm4Headers.RESPONSE_ID, completion.id());
        name(headers, Glm4Headers.RESPONSE_MODEL, completion.model());
        name(headers, Glm4Headers.FINISH_REASON, completion.finishReason());
        usage(headers, completion.usage());
    }

    /** Shortens the value: services send any length, and headers are logged and sent to other systems. */
    public static void name(Map<String, Object> headers, String name, String value) {
        Fields.putIfSet(headers, name, PrintableText.name(value));
    }

    /** Sets the headers of the tokens; none if the usage is null. */
    public static void usage(Map<String, Object> headers, Usage usage) {
        if (usage != null) {
            Fields.putIfSet(headers, Glm4Headers.PROMPT_TOKENS, usage.promptTokens());
            Fields.putIfSet(headers, Glm4Headers.COMPLETION_TOKENS, usage.completionTokens());
            Fields.putIfSet(headers, Glm4Headers.TOTAL_TOKENS, usage.totalTokens());
            Fields.putIfSet(headers, Glm4Headers.CACHED_TOKENS, usage.cachedTokens());
            Fields.putIfSet(headers, Glm4Headers.REASONING_TOKENS, usage.reasoningTokens());
        }
    }
}
