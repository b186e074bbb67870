package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids of the calls in one conversation. A result names its call by its id, and services refuse a conversation where that
 * could mean two; models leave ids out, or begin again with {@code call_0} in each answer.
 */
final class CallIds {

    private final Set<String> used = new HashSet<>();

    CallIds(List<ChatMessage> before) {
        for (ChatMessage message : before) {
            for (ToolCall call : message.toolCalls()) {
                used.add(call.id());
            }
        }
    }

    /** The calls of functions among them, each under an id that no other call has. */
    List<ToolCall> unique(List<ToolCall> calls) {
        List<ToolCall> unique = new ArrayList<>();
        for (ToolCall call : calls) {
            if (call.isFunction()) {
                boolean good = call.id() != null && !call.id().isBlank() && used.add(call.id());
                unique.add(good ? call : call.withId(fresh()));
            }
        }
        return unique;
    }

    private String fresh() {
        String id = ToolCall.newId();
        used.add(id);
        return id;
    }
}
