package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last message of the user, with the tool calls and results after it.
 *
 * @param calls the tool calls of the model
 * @param findings the results of these calls
 */
record Turn(String question, List<ToolCall> calls, List<Finding> findings) {
    /**
     * The result of a tool.
     *
     * @param tool name of the tool; empty if not known
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
