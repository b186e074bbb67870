package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletion;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.ToolCall;
import io.github.camelglm4.Usage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.Thinking;
import io.github.camelglm4.config.ChatOptions;
import io.github.camelglm4.config.Limits;
import io.github.camelglm4.config.RequestOptions;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/** Puts an answer into a message: the body and every header that a call sets. Immutable. */
public final class CompletionBinding {

    /** What an earlier call may have left, and this one may not set. */
    private static final List<String> OUT_HEADERS = List.of(
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
            Glm4Headers.ATTEMPTS);

    private final String output;
    private final boolean stripThinking;

    /**
     * Reads the options.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    public CompletionBinding(RequestOptions request, ChatOptions chat) {
        Limits.oneOf("output", request.getOutput(), "text", "completion");
        this.output = request.getOutput();
        this.stripThinking = chat.isStripThinking();
    }

    /** Sets body and headers of the message; headers that are none of a call's stay. */
    public void bind(Message message, BoundRequest request, ChatReply reply) {
        ChatCompletion completion = reply.completion();
        OUT_HEADERS.forEach(message::removeHeader);
        Thinking thinking = stripThinking ? Thinking.split(completion.text()) : new Thinking(null, completion.text());
        set(message, Glm4Headers.RESPONSE_ID, completion.id());
        set(message, Glm4Headers.SERVER_REQUEST_ID, reply.serverRequestId());
        set(message, Glm4Headers.REQUEST_MODEL, request.request().model());
        set(message, Glm4Headers.RESPONSE_MODEL, completion.model());
        set(message, Glm4Headers.FINISH_REASON, completion.finishReason());
        set(
                message,
                Glm4Headers.REASONING_CONTENT,
                joined(completion.message().reasoningContent(), thinking.reasoning()));
        set(message, Glm4Headers.ATTEMPTS, reply.attempts());
        usage(message, completion.usage());
        message.setBody(body(request, completion, thinking.text()));
    }

    private Object body(BoundRequest request, ChatCompletion completion, String text) {
        boolean whole = output == null ? request.typed() : output.equals("completion");
        if (whole) {
            return completion;
        }
        List<Map<String, Object>> calls = calls(completion);
        return calls.isEmpty() ? text : calls;
    }

    /** Functions that the caller's own request offered are the caller's to run. */
    private static List<Map<String, Object>> calls(ChatCompletion completion) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (ToolCall call : completion.message().toolCalls()) {
            if (call.isFunction()) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("id", call.id());
                map.put("name", call.name());
                map.put("arguments", arguments(call.arguments()));
                calls.add(map);
            }
        }
        return calls;
    }

    /** Arguments are the model's writing: what is no JSON object is handed on as it is. */
    private static Object arguments(String text) {
        try {
            return Json.readValue(text) instanceof Map<?, ?> map ? map : text;
        } catch (IOException noJson) {
            return text;
        }
    }

    private static void usage(Message message, Usage usage) {
        if (usage != null) {
            set(message, Glm4Headers.PROMPT_TOKENS, usage.promptTokens());
            set(message, Glm4Headers.COMPLETION_TOKENS, usage.completionTokens());
            set(message, Glm4Headers.TOTAL_TOKENS, usage.totalTokens());
            set(message, Glm4Headers.CACHED_TOKENS, usage.cachedTokens());
            set(message, Glm4Headers.REASONING_TOKENS, usage.reasoningTokens());
        }
    }

    private static String joined(String field, String tagged) {
        return field == null ? tagged : tagged == null ? field : field + tagged;
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
