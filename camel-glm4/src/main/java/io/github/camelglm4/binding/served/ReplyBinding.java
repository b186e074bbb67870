package io.github.camelglm4.binding.served;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.binding.CompletionHeaders;
import io.github.camelglm4.binding.TextBody;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.serving.CallReader;
import io.github.camelglm4.serving.ChatCall;
import io.github.camelglm4.serving.Reply;
import io.github.camelglm4.serving.ServedOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Chat completions of served routes. Stateless. */
public final class ReplyBinding implements ServedBinding<ChatCall, Reply> {

    private final CallReader<ChatCall> reader;
    private final TextSources textSources;

    /** @param executor reads sources that may block */
    public ReplyBinding(CallReader<ChatCall> reader, Executor executor) {
        this.reader = reader;
        this.textSources = new TextSources(executor);
    }

    @Override
    public ServedOperation operation() {
        return ServedOperation.CHAT;
    }

    @Override
    public CallReader<ChatCall> reader() {
        return reader;
    }

    @Override
    public void request(ChatCall call, Message message) {
        message.setBody(call.request());
    }

    /** The future is complete, except for a stream that the route reads itself and that has not ended. */
    @Override
    public CompletableFuture<Reply> reply(ChatCall call, Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body instanceof ChatCompletionStream stream) {
            return stream.hasReader()
                    ? stream.completion().thenApply(whole -> new Reply(whole, null))
                    : now(streamed(message, stream::elements));
        }
        if (body instanceof ChatCompletion completion) {
            return now(whole(completion));
        }
        if (body instanceof Map<?, ?> map && map.get("choices") instanceof List) {
            return now(whole(ChatCompletion.of(Fields.object(map))));
        }
        if (isCalls(message)) {
            return now(new Reply(completion(message, new ChatMessage("assistant", null, calls((List<?>) body))), null));
        }
        Reply.Source source = textSources.source(exchange);
        return now(
                source != null
                        ? streamed(message, source)
                        : new Reply(completion(message, spoken(message, text(exchange))), null));
    }

    @Override
    public void written(Exchange exchange, Reply reply) {
        CompletionHeaders.whole(exchange.getMessage().getHeaders(), reply.completion());
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static Reply streamed(Message message, Reply.Source source) {
        return new Reply(completion(message, new ChatMessage("assistant", null)), source);
    }

    private static Reply whole(ChatCompletion completion) {
        if (completion.choices().isEmpty()) {
            throw unfit("the answer of the route has no choices");
        }
        return new Reply(completion, null);
    }

    /** Not a Glm4RequestException, which would be reported as an invalid request of the caller. */
    private static IllegalArgumentException unfit(String message) {
        return ShortTrace.of(new IllegalArgumentException(message));
    }

    private static String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            throw unfit("the route returned no answer: its body is null");
        }
        try {
            return TextBody.textOrJson(exchange);
        } catch (Glm4RequestException e) {
            throw unfit("the answer of the route cannot be sent: " + e.getMessage());
        }
    }

    private static ChatMessage spoken(Message message, String text) {
        String reasoning = message.getHeader(Glm4Headers.REASONING_CONTENT, String.class);
        return new ChatMessage(
                "assistant", text, reasoning == null ? Map.of() : Map.of("reasoning_content", reasoning));
    }

    private static ChatCompletion completion(Message message, ChatMessage spoken) {
        String reason = message.getHeader(Glm4Headers.FINISH_REASON, String.class);
        return new ChatCompletion(
                message.getHeader(Glm4Headers.RESPONSE_ID, String.class),
                null,
                null,
                List.of(new ChatCompletion.Choice(spoken, reason == null || reason.isBlank() ? "stop" : reason)),
                usage(message),
                Map.of());
    }

    private static Usage usage(Message message) {
        Long prompt = message.getHeader(Glm4Headers.PROMPT_TOKENS, Long.class);
        Long completion = message.getHeader(Glm4Headers.COMPLETION_TOKENS, Long.class);
        Long total = message.getHeader(Glm4Headers.TOTAL_TOKENS, Long.class);
        if (prompt != null && completion != null && total == null) {
            return new Usage(prompt, completion);
        }
        return prompt == null && completion == null && total == null
                ? null
                : new Usage(prompt, completion, total, Map.of());
    }

    /** Whether the body is a List of tool calls, as a producer returns it for functions of the request. */
    private static boolean isCalls(Message message) {
        return message.getBody() instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(e -> e instanceof Map<?, ?> call && call.get("name") instanceof String)
                && "tool_calls".equals(message.getHeader(Glm4Headers.FINISH_REASON, String.class));
    }

    private static Map<String, Object> calls(List<?> body) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (Map<String, Object> call : Fields.objects(body)) {
            Object arguments = call.get("arguments");
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("name", call.get("name"));
            function.put("arguments", arguments instanceof String text ? text : Json.writeText(arguments));
            Map<String, Object> json = new LinkedHashMap<>();
            Fields.putIfSet(json, "id", call.get("id"));
            json.put("type", "function");
            json.put("function", function);
            calls.add(json);
        }
        return Map.of("tool_calls", calls);
    }
}
