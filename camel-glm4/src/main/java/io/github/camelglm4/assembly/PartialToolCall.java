package io.github.camelglm4.assembly;

import io.github.camelglm4.chat.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** The received part of a tool call. */
final class PartialToolCall {

    /** In bytes, including the maps that are created from it at the end. */
    private static final int MEMORY = 1_024;

    private final boolean mayBeRepetition;
    private String id;
    private String type;
    private String name;
    private final StringBuilder arguments = new StringBuilder();
    private final JsonBalance balance = new JsonBalance();
    private final Map<String, Object> others = new LinkedHashMap<>();
    private final KeptSize kept;

    /** @param mayBeRepetition whether it is not a call if no arguments follow */
    PartialToolCall(boolean mayBeRepetition, KeptSize kept) {
        this.mayBeRepetition = mayBeRepetition;
        this.kept = kept;
        kept.addObjects(MEMORY);
    }

    void add(ToolCallFragment fragment) {
        id = firstSet(id, fragment.id());
        type = firstSet(type, fragment.type());
        name = firstSet(name, fragment.name());
        arguments.append(fragment.arguments());
        kept.addText(fragment.arguments().length());
        balance.add(fragment.arguments());
        fragment.others().forEach((field, value) -> kept.put(others, field, value));
    }

    private String firstSet(String first, String next) {
        if (first == null && next != null) {
            kept.add(next);
        }
        return first != null ? first : next;
    }

    /** Whether a fragment for the position of this call begins the next call. */
    boolean isFollowedBy(ToolCallFragment fragment) {
        if (fragment.kind() == null) {
            return false;
        }
        if (fragment.id() != null && id != null) {
            return !fragment.id().equals(id);
        }
        return !fragment.kind().equals(kind()) || isComplete();
    }

    String kind() {
        return name != null || "function".equals(type) ? name : type;
    }

    boolean isComplete() {
        return balance.isComplete();
    }

    boolean isMereRepetition() {
        return mayBeRepetition && arguments.isEmpty() && id == null;
    }

    /** Returns the call as in an answer that is not streamed; creates a missing id, to which the result refers. */
    Map<String, Object> toMap() {
        if (id == null) {
            id = ToolCall.newId();
        }
        String kind = type == null ? "function" : type;
        Map<String, Object> json = new LinkedHashMap<>();
        if (kind.equals("function") || name != null || !arguments.isEmpty()) {
            String text = arguments.toString();
            json.putAll(new ToolCall(id, kind, name, text.isBlank() ? "{}" : text).toMap());
        } else {
            json.put("id", id);
            json.put("type", kind);
        }
        json.putAll(others);
        return json;
    }
}
