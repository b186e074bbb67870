package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a model said, as it is said back to it. Pure. */
final class CallMessages {

    /** What belongs into a history. Other fields are the answer's only, and strict services refuse what they do not know. */
    private static final List<String> KEPT = List.of("reasoning_content", "reasoning", "audio");

    private static final String TOOL_CALLS = "tool_calls";

    /** Arguments are JSON within text: a half of a character may be escaped in there. */
    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private CallMessages() {}

    /** The message with these calls in the place of its calls of functions. */
    static ChatMessage handedBack(ChatMessage message, List<ToolCall> calls) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> call : Fields.objects(message.others(), TOOL_CALLS)) {
            if (!ToolCall.of(call).isFunction()) {
                all.add(call);
            }
        }
        calls.forEach(call -> all.add(call.toMap()));
        Map<String, Object> others = new LinkedHashMap<>(message.others());
        others.put(TOOL_CALLS, all);
        return new ChatMessage(message.role(), message.content(), others);
    }

    /**
     * The message with these calls of functions in the place of its own. Text is plain: in the history of an assistant,
     * templates of models leave out lists of parts. What the model wrote wrongly is not repeated: services refuse a whole
     * conversation for a name that cannot be one, and for arguments that are no JSON object.
     */
    static ChatMessage calling(ChatMessage message, List<ToolCall> calls) {
        Map<String, Object> others = new LinkedHashMap<>();
        for (String field : KEPT) {
            if (message.others().get(field) != null) {
                others.put(field, message.others().get(field));
            }
        }
        others.put(
                TOOL_CALLS, calls.stream().map(call -> wellFormed(call).toMap()).toList());
        return new ChatMessage("assistant", message.text(), others);
    }

    private static ToolCall wellFormed(ToolCall call) {
        return new ToolCall(
                call.id(), call.type(), ToolDefinition.nearestName(call.name()), objectOrNone(call.arguments()));
    }

    private static String objectOrNone(String arguments) {
        try {
            Map<String, Object> object = Json.readObject(arguments);
            return ESCAPED_SURROGATE.matcher(arguments).find() ? Json.writeText(object) : arguments;
        } catch (IOException e) {
            return "{}";
        }
    }
}
