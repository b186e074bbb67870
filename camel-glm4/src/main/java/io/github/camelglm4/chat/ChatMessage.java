package io.github.camelglm4.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One message of a chat, with all fields of its JSON. Fields without a component ({@code tool_calls},
 * {@code reasoning_content}, {@code name}, ...) are kept in {@link #others()} under their names in JSON.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}; may be null in answers of some proxies
 * @param content text, a list of parts (maps with a {@code type}), or null; some services send other JSON
 * @param others all further fields, in their order; never null
 */
public record ChatMessage(String role, Object content, Map<String, Object> others) implements TextualBody {

    private static final Set<String> COMPONENTS = Set.of("role", "content");
    private static final List<String> THOUGHTS = List.of("reasoning_content", "reasoning", "audio");
    private static final Set<Object> TEXT_PARTS = Set.of("text", "output_text", "input_text");

    public ChatMessage {
        others = Fields.of(others);
    }

    public ChatMessage(String role, Object content) {
        this(role, content, Map.of());
    }

    public static ChatMessage system(String text) {
        return new ChatMessage("system", text);
    }

    public static ChatMessage user(String text) {
        return new ChatMessage("user", text);
    }

    public static ChatMessage assistant(String text) {
        return new ChatMessage("assistant", text);
    }

    /** Creates the result of the tool call with that id. */
    public static ChatMessage tool(String toolCallId, String result) {
        return new ChatMessage("tool", result, Map.of("tool_call_id", toolCallId));
    }

    /** Creates a message from its JSON. No field is required, because any may be missing in an answer. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChatMessage of(Map<String, Object> json) {
        // many services reject an empty list in a history
        Object content = json.get("content") instanceof List<?> list && list.isEmpty() ? "" : json.get("content");
        return new ChatMessage(Fields.text(json, "role"), content, Fields.without(json, COMPONENTS));
    }

    /**
     * Creates messages from a list of maps or of messages.
     *
     * @throws IllegalArgumentException if the list is missing or empty; or naming the wrong element
     */
    public static List<ChatMessage> listOf(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException(
                    "messages must be a list of at least one message (a map with role and content), but is "
                            + typeName(value));
        }
        List<ChatMessage> messages = new ArrayList<>(list.size());
        for (Object element : list) {
            messages.add(message(element, "messages[" + messages.size() + "]"));
        }
        return messages;
    }

    /**
     * The content, or its joined text parts; never null. Other content, such as an object or a number, is returned as
     * JSON. Without content, the text of a refusal is returned.
     */
    @Override
    public String text() {
        String text = textOf(content);
        String refusal = text.isEmpty() ? refusal() : null;
        return refusal == null ? text : refusal;
    }

    /** The text of a refusal, which has its own field; null if the model did not refuse. */
    public String refusal() {
        String refusal = Fields.unlessNone(Fields.text(others, "refusal"));
        return refusal != null || !(content instanceof List<?> parts) ? refusal : refusal(parts);
    }

    private static String refusal(List<?> parts) {
        return parts.stream()
                .map(part -> Fields.unlessNone(Fields.text(Fields.object(part), "refusal")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static String textOf(Object content) {
        if (content instanceof String text) {
            return text;
        }
        if (content instanceof List<?> parts) {
            return textOf(parts);
        }
        if (content instanceof Map<?, ?> part && isPart(part)) {
            return textOf(List.of(part));
        }
        boolean isNone = content == null || content instanceof Map<?, ?> object && object.isEmpty();
        return isNone ? "" : Json.writeText(content);
    }

    /** Joins the text parts. A list without any part is an answer in JSON. */
    private static String textOf(List<?> parts) {
        StringBuilder text = new StringBuilder();
        boolean hasPart = parts.isEmpty();
        for (Object part : parts) {
            if (part instanceof Map<?, ?> map && isPart(map)) {
                hasPart = true;
                text.append(TEXT_PARTS.contains(map.get("type")) && map.get("text") instanceof String s ? s : "");
            } else if (part instanceof String s) {
                hasPart = true;
                text.append(s);
            }
        }
        return hasPart ? text.toString() : Json.writeText(parts);
    }

    private static boolean isPart(Map<?, ?> part) {
        return part.get("type") instanceof String;
    }

    /** The reasoning of the model, from {@code reasoning_content} or vLLM's {@code reasoning}; null if absent. */
    public String reasoningContent() {
        String reasoning = Fields.text(others, "reasoning_content");
        return reasoning != null ? reasoning : Fields.text(others, "reasoning");
    }

    /** Returns this message with another text, and with {@code thought} appended to its reasoning. */
    public ChatMessage withThinking(String thought, String text) {
        Map<String, Object> changed = new LinkedHashMap<>(others);
        String before = reasoningContent();
        changed.put("reasoning_content", before == null ? thought : before + thought);
        return new ChatMessage(role, text, changed);
    }

    /** Returns this message with a paragraph before its text. */
    ChatMessage withTextBefore(String paragraph) {
        String text = text();
        return new ChatMessage(role, text.isBlank() ? paragraph : paragraph + "\n\n" + text, others);
    }

    /**
     * Returns this answer as the model gets it in a history: its text, because chat templates omit lists of parts of an
     * assistant; its function calls, well formed; and its reasoning, but only during its turn or if the request
     * requires it: later it wastes tokens or is an error. Other fields are left out, because strict services reject
     * unknown fields.
     *
     * @param calls the tool calls to include
     * @param thoughts whether to include the reasoning, and the id of its audio
     */
    public ChatMessage saidBack(List<ToolCall> calls, boolean thoughts) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (thoughts) {
            for (String field : THOUGHTS) {
                Fields.putIfSet(kept, field, others.get(field));
            }
        }
        List<Map<String, Object>> functions = new ArrayList<>();
        for (ToolCall call : calls) {
            if (call.isFunction()) {
                functions.add(call.wellFormed().toMap());
            }
        }
        if (!functions.isEmpty()) {
            kept.put("tool_calls", functions);
        }
        return new ChatMessage("assistant", text(), kept);
    }

    /** The tool calls; empty if there are none. */
    public List<ToolCall> toolCalls() {
        List<Map<String, Object>> json = Fields.objects(others, "tool_calls");
        if (json.isEmpty()) {
            return List.of();
        }
        List<ToolCall> calls = new ArrayList<>(json.size());
        for (Map<String, Object> call : json) {
            calls.add(ToolCall.of(call));
        }
        return calls;
    }

    private boolean callsFunctions() {
        return "assistant".equals(role) && (others.containsKey("tool_calls") || others.containsKey("function_call"));
    }

    public boolean isToolResult() {
        return "tool".equals(role);
    }

    /** For role {@code tool}, the id of the call whose result this message contains; null if absent. */
    public String toolCallId() {
        return Fields.text(others, "tool_call_id");
    }

    /**
     * Returns the JSON: role and content first, without fields that are null. Only an assistant message with function
     * calls keeps a null content, because strict services require the field.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        Fields.putIfSet(json, "role", role);
        if (content != null || callsFunctions()) {
            json.put("content", content);
        }
        json.putAll(others);
        return json;
    }

    private static ChatMessage message(Object element, String place) {
        if (element instanceof ChatMessage message) {
            return requireRole(message, place);
        }
        if (element instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> json = (Map<String, Object>) map;
            return requireRole(ChatMessage.of(json), place);
        }
        throw new IllegalArgumentException(
                place + " must be a map with role and content, or a ChatMessage, but is " + typeName(element));
    }

    private static ChatMessage requireRole(ChatMessage message, String place) {
        if (message.role() == null || message.role().isBlank()) {
            throw new IllegalArgumentException(
                    place + ".role is missing. Supported values: system, user, assistant, tool");
        }
        Object content = message.content();
        if (content != null && !(content instanceof String) && !(content instanceof List)) {
            throw new IllegalArgumentException(
                    place + ".content must be text or a list of parts, but is " + typeName(content));
        }
        return message;
    }

    private static String typeName(Object value) {
        return value == null
                ? "null"
                : value instanceof List<?> list && list.isEmpty()
                        ? "an empty list"
                        : value.getClass().getName();
    }
}
