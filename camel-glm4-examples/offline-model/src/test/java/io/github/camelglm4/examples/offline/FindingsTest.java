package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.examples.offline.Turn.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "In Bremen. | In Bremen.",
                "{\"item\":\"Lamp\",\"total\":39.90,\"note\":null} | item Lamp, total 39.90",
                "[{\"id\":1},{\"id\":2}] | id 1; id 2",
                "{\"order\":{\"id\":1},\"tags\":[\"a\",\"b\"]} | order id 1, tags a; b",
                "[] | nothing",
                "null | null",
                "{broken | {broken"
            })
    void areToldInWords(String result, String told) {
        assertThat(Findings.text(List.of(new Finding("tool", result)))).isEqualTo("tool: " + told);
    }

    @Test
    void areToldInTheirOrder() {
        assertThat(Findings.text(List.of(new Finding("one", "1st"), new Finding("", "2nd"))))
                .isEqualTo("one: 1st\n2nd");
    }

    @Test
    void areThoseSinceTheUserSpokeLast() {
        Turn turn = Turn.of(List.of(
                ChatMessage.user("Where is 7?"),
                calling("call_1", "lookup"),
                ChatMessage.tool("call_1", "In Bremen."),
                ChatMessage.assistant("In Bremen."),
                ChatMessage.user("And 8?"),
                calling("call_2", "lookup"),
                ChatMessage.tool("call_2", "In Hamburg.")));

        assertThat(turn.question()).isEqualTo("And 8?");
        assertThat(turn.calls()).containsExactly(Desk.call(2, "lookup", "{}"));
        assertThat(turn.findings()).containsExactly(new Finding("lookup", "In Hamburg."));
    }

    private static ChatMessage calling(String id, String name) {
        Map<String, Object> function = Map.of("name", name, "arguments", "{}");
        Map<String, Object> call = Map.of("id", id, "type", "function", "function", function);
        return new ChatMessage("assistant", "", Map.of("tool_calls", List.of(call)));
    }
}
