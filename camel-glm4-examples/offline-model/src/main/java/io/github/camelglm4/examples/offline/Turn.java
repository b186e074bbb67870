package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user asked last, and what was done for it since.
 *
 * @param calls what the model called
 * @param findings what came of it
 */
record Turn(String question, List<ToolCall> calls, List<Finding> findings) {
    /**
     * What a tool gave back.
     *
     * @param tool its name; empty when nobody told
     */
    record Finding(String tool, String text) {}

    static Turn of(List<ChatMessage> messages) {
        String question = "";
        List<ToolCall> calls = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (ChatMessage message : messages) {
            if (message.role().equals("user")) {
                question = message.text();
                calls.clear();
                findings.clear();
            }
            for (ToolCall call : message.toolCalls()) {
                calls.add(call);
                names.put(call.id(), call.name());
            }
            if (message.role().equals("tool")) {
                String tool = names.get(message.toolCallId());
                findings.add(new Finding(tool == null ? "" : tool, message.text()));
            }
        }
        return new Turn(question, List.copyOf(calls), List.copyOf(findings));
    }
}
