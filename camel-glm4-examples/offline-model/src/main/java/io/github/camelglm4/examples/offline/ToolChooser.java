package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects tools by the words of the question. A tool is called if the question contains a word of its description or
 * name that no other tool has. If a required argument is not in the question, a tool is called whose description
 * contains a word of that parameter. No call is repeated.
 */
final class ToolChooser {
    /** The next calls; empty if no further call is needed. */
    List<ToolCall> next(List<Tool> tools, Turn turn) {
        List<Tool> wanted = wanted(tools, Terms.of(turn.question()));
        List<ToolCall> calls = calls(wanted, turn);
        return calls.isEmpty() ? calls(helpers(tools, wanted, turn), turn) : calls;
    }

    private static List<Tool> wanted(List<Tool> tools, List<String> question) {
        Set<Tool> wanted = new HashSet<>();
        for (String word : question) {
            List<Tool> speakOfIt =
                    tools.stream().filter(tool -> has(tool.words(), word)).toList();
            if (speakOfIt.size() == 1) {
                wanted.addAll(speakOfIt);
            }
        }
        return tools.stream().filter(wanted::contains).toList();
    }

    private static List<Tool> helpers(List<Tool> tools, List<Tool> wanted, Turn turn) {
        List<String> missing = wanted.stream()
                .flatMap(tool -> Arguments.of(tool, turn).missing().stream())
                .flatMap(parameter -> parameter.words().stream())
                .toList();
        return tools.stream()
                .filter(tool -> !wanted.contains(tool))
                .filter(tool -> missing.stream().anyMatch(word -> has(tool.words(), word)))
                .toList();
    }

    private static List<ToolCall> calls(List<Tool> tools, Turn turn) {
        List<ToolCall> calls = new ArrayList<>();
        for (Tool tool : tools) {
            Arguments.of(tool, turn).calls().stream()
                    .map(Json::text)
                    .filter(arguments -> !isMade(turn, tool, arguments))
                    .forEach(arguments -> calls.add(new ToolCall(
                            "call_" + (turn.calls().size() + calls.size() + 1), "function", tool.name(), arguments)));
        }
        return calls;
    }

    private static boolean isMade(Turn turn, Tool tool, String arguments) {
        return turn.calls().stream()
                .anyMatch(call -> tool.name().equals(call.name()) && arguments.equals(call.arguments()));
    }

    /** "refund" and "refunded" count as the same word. */
    private static boolean has(List<String> words, String word) {
        return words.stream().anyMatch(other -> other.startsWith(word) || word.startsWith(other));
    }
}
