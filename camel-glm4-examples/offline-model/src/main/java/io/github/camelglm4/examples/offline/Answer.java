package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.examples.offline.text.Tokens;
import java.util.List;

/**
 * The answer of the model: a text or tool calls.
 *
 * @param finishReason {@code stop}, {@code length} if the text was cut, or {@code tool_calls}
 */
record Answer(String text, List<ToolCall> calls, String finishReason, int promptTokens, int completionTokens) {
    static Answer text(String text, String finishReason, int promptTokens) {
        return new Answer(text, List.of(), finishReason, promptTokens, Tokens.count(text));
    }

    static Answer calls(List<ToolCall> calls, int promptTokens) {
        int tokens = calls.stream()
                .mapToInt(call -> Tokens.count(call.name()) + Tokens.count(call.arguments()))
                .sum();
        return new Answer("", calls, "tool_calls", promptTokens, tokens);
    }
}
