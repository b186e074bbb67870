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
 * One message of a chat, as on the wire. Fields that have no component of their own ({@code tool_calls},
 * {@code reasoning_content}, {@code name}, ...) are kept in {@link #others()} under their wire names, so nothing is
 * lost on the way through.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}; may be null in replies of some proxies
 * @param content text, or a list of parts (maps with a {@code type}), or null; some services answer with other JSON
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

    /** The result of a tool call, answering the call with that id. */
    public static ChatMessage tool(String toolCallId, String result) {
        return new ChatMessage("tool", result, Map.of("tool_call_id", toolCallId));
    }

    /** A message from its wire form. Nothing is required here: replies may lack anything. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChatMessage of(Map<String, Object> json) {
        // an empty list is refused by many services when it comes back in a history
        Object content = json.get("content") instanceof List<?> list && list.isEmpty() ? "" : json.get("content");
        return new ChatMessage(Fields.text(json, "role"), content, Fields.without(json, COMPONENTS));
    }

    /**
     * Messages from a list of maps, or of messages.
     *
     * @throws IllegalArgumentException naming the element that is neither, or that has no role
     */
    public static List<ChatMessage> listOf(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException(
                    "messages must be a list of at least one message (a map with role and content), not "
                            + typeName(value));
        }
        List<ChatMessage> messages = new ArrayList<>(list.size());
        for (Object element : list) {
            messages.add(message(element, "messages[" + messages.size() + "]"));
        }
        return messages;
    }

    /**
     * The text: the content, or its text parts one after the other; never null. Content of another kind, an object or a
     * number, is its JSON. Without content, the words of a refusal.
     */
    @Override
    public String text() {
        String text = textOf(content);
        String refusal = text.isEmpty() ? refusal() : null;
        return refusal == null ? text : refusal;
    }

    /** With which words the model refused to answer, in a field of its own; null where it did not. */
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

    /** The text parts one after the other. A list in which nothing is a part is an answer as JSON. */
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

    /** What a thinking model thought, from {@code reasoning_content} or vLLM's {@code reasoning}; null when absent. */
    public String reasoningContent() {
        String reasoning = Fields.text(others, "reasoning_content");
        return reasoning != null ? reasoning : Fields.text(others, "reasoning");
    }

    /** The same message with another text, and with that text after what it thought already. */
    public ChatMessage withThinking(String thought, String text) {
        Map<String, Object> changed = new LinkedHashMap<>(others);
        String before = reasoningContent();
        changed.put("reasoning_content", before == null ? thought : before + thought);
        return new ChatMessage(role, text, changed);
    }

    /** The same message with a paragraph before its text. */
    ChatMessage withTextBefore(String paragraph) {
        String text = text();
        return new ChatMessage(role, text.isBlank() ? paragraph : paragraph + "\n\n" + text, others);
    }

    /**
     * An answer as a model gets it back in a history. It has plain text, since templates of models leave out lists of
     * parts in what an assistant said; its calls of functions, well formed; and its thoughts, but only while its turn
     * lasts or where a request asks for them: later they are tokens without use, or an error. All other fields are the
     * answer's only, and strict services refuse what they do not know.
     *
     * @param calls the calls that belong into the history
     * @param thoughts whether the thoughts go along, and the id of what it spoke
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

    /** The tool calls, empty when there are none. */
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

    /** The id of the call that a message of role {@code tool} answers; null when absent. */
    public String toolCallId() {
        return Fields.text(others, "tool_call_id");
    }

    /**
     * The wire form: role and content first, fields that are null left out. Only an assistant that calls functions
     * instead of speaking has a content that is null: strict services want the field.
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
                place + " must be a map with role and content, or a ChatMessage, not " + typeName(element));
    }

    private static ChatMessage requireRole(ChatMessage message, String place) {
        if (message.role() == null || message.role().isBlank()) {
            throw new IllegalArgumentException(place + ".role is missing: system, user, assistant or tool");
        }
        Object content = message.content();
        if (content != null && !(content instanceof String) && !(content instanceof List)) {
            throw new IllegalArgumentException(
                    place + ".content must be text or a list of parts, not " + typeName(content));
        }
        return message;
    }

    private static String typeName(Object value) {
        return value == null
                ? "nothing"
                : value instanceof List<?> list && list.isEmpty()
                        ? "an empty list"
                        : value.getClass().getName();
    }
}
