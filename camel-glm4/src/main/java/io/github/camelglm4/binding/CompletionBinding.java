package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.text.PrintableText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts an answer into a message: the body and every header that a call sets. Immutable. */
public final class CompletionBinding {

    private final String output;
    private final boolean toolsByRoute;

    /**
     * Reads the option output.
     *
     * @param toolsByRoute whether the route runs all calls of tools itself
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    public CompletionBinding(RequestOptions request, boolean toolsByRoute) {
        Check.oneOf("output", request.getOutput(), "text", "completion");
        this.output = request.getOutput();
        this.toolsByRoute = toolsByRoute;
    }

    /** Sets body and headers of the exchange's message; headers that are none of a call's stay. */
    public void bind(Exchange exchange, BoundRequest request, ChatReply reply) {
        Message message = exchange.getMessage();
        ChatCompletion completion = reply.completion();
        Map<String, Object> headers = message.getHeaders();
        CompletionHeaders.remove(headers);
        CompletionHeaders.set(
                headers,
                Glm4Headers.REQUEST_MODEL,
                PrintableText.name(request.request().model()));
        CompletionHeaders.reply(headers, reply);
        CompletionHeaders.set(
                headers, Glm4Headers.REASONING_CONTENT, completion.message().reasoningContent());
        List<Map<String, Object>> calls = calls(completion);
        if (toolsByRoute || !calls.isEmpty()) {
            OpenConversation.keep(exchange, request, reply);
        }
        message.setBody(reply.typed() != null ? reply.typed().value() : body(request, completion, calls));
    }

    private Object body(BoundRequest request, ChatCompletion completion, List<Map<String, Object>> calls) {
        boolean whole = output == null ? request.typed() : output.equals("completion");
        if (whole) {
            return completion;
        }
        return calls.isEmpty() ? completion.text() : calls;
    }

    /** Functions that nobody ran here are for the route, or its caller. */
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
}
