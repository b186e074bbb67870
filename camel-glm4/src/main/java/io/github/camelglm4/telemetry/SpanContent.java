package io.github.camelglm4.telemetry;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of a call in the JSON of the conventions. Pure. Used only if telemetryContent is true. */
final class SpanContent {

    private static final String TYPE = "type";
    private static final String CONTENT = "content";

    private SpanContent() {}

    /** @param answer may be null */
    static Map<String, String> of(ChatCompletionRequest request, ChatCompletion answer) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<Object> instructions = new ArrayList<>();
        List<Object> messages = new ArrayList<>();
        for (ChatMessage message : request.messages()) {
            if (message.role().equals("system")) {
                instructions.addAll(parts(message));
            } else {
                messages.add(Map.of("role", message.role(), "parts", parts(message)));
            }
        }
        if (!instructions.isEmpty()) {
            attributes.put("gen_ai.system_instructions", Json.writeText(instructions));
        }
        attributes.put("gen_ai.input.messages", Json.writeText(messages));
        Object tools = request.parameters().get("tools");
        if (tools != null) {
            attributes.put("gen_ai.tool.definitions", Json.writeText(tools));
        }
        if (answer != null) {
            attributes.put("gen_ai.output.messages", Json.writeText(List.of(output(answer))));
        }
        return attributes;
    }

    private static Map<String, Object> output(ChatCompletion answer) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("role", "assistant");
        output.put("parts", parts(answer.message()));
        output.put("finish_reason", answer.finishReason() == null ? "" : answer.finishReason());
        return output;
    }

    private static List<Object> parts(ChatMessage message) {
        List<Object> parts = new ArrayList<>();
        if (message.isToolResult()) {
            parts.add(part("tool_call_response", "id", message.toolCallId(), "response", message.text()));
            return parts;
        }
        if (message.content() instanceof List<?> list) {
            // of an image, only the type is recorded
            Fields.objects(list)
                    .forEach(part -> parts.add(
                            "text".equals(part.get(TYPE))
                                    ? part("text", CONTENT, part.get("text"))
                                    : part(String.valueOf(part.get(TYPE)))));
        } else if (message.content() != null) {
            parts.add(part("text", CONTENT, message.content()));
        }
        for (ToolCall call : message.toolCalls()) {
            parts.add(part("tool_call", "id", call.id(), "name", call.name(), "arguments", call.arguments()));
        }
        return parts;
    }

    private static Map<String, Object> part(String type, Object... namesAndValues) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put(TYPE, type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            part.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return part;
    }
}
