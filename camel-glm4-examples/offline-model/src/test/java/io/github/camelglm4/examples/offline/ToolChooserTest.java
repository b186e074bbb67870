package io.github.camelglm4.examples.offline;

import static io.github.camelglm4.examples.offline.Desk.call;
import static io.github.camelglm4.examples.offline.Desk.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolChooserTest {
    private static final List<Tool> TOOLS = Tool.offered(Desk.TOOLS);
    private static final ToolCall LOOKUP = call(1, "lookupOrder", "{\"orderId\":1042}");

    private final ToolChooser chooser = new ToolChooser();

    @Test
    void callsTheToolOfWhichTheQuestionSpeaks() {
        assertThat(next("What is the status of order 1042?")).containsExactly(LOOKUP);
        assertThat(next("Please refund order 1043."))
                .containsExactly(call(1, "refund", "{\"orderId\":1043,\"reason\":\"Please refund order 1043.\"}"));
    }

    @Test
    void findsOutFirstWhatACallNeeds() {
        assertThat(next("Where is 1042?")).containsExactly(LOOKUP);
    }

    @Test
    void thenMakesTheCallWithWhatWasFound() {
        Turn found = turn("Where is 1042?", Map.of(LOOKUP, "{\"orderId\":1042,\"tracking\":\"DE482193\"}"));

        assertThat(chooser.next(TOOLS, found)).containsExactly(call(2, "shipment", "{\"tracking\":\"DE482193\"}"));
    }

    @Test
    void endsWhenThereIsNothingMoreToFind() {
        Map<ToolCall, String> made = new LinkedHashMap<>();
        made.put(LOOKUP, "{\"tracking\":\"DE482193\"}");
        made.put(call(2, "shipment", "{\"tracking\":\"DE482193\"}"), "In Bremen");

        assertThat(chooser.next(TOOLS, turn("Where is 1042?", made))).isEmpty();
        assertThat(chooser.next(TOOLS, turn("Where is 1042?", Map.of(LOOKUP, "{\"tracking\":null}"))))
                .isEmpty();
        assertThat(chooser.next(TOOLS, turn("Where is 1042?", Map.of(LOOKUP, "No such order"))))
                .isEmpty();
    }

    @Test
    void asksForSeveralThingsAtOnce() {
        Turn found = turn(
                "Where are the things for anna@example.com?",
                Map.of(
                        call(1, "ordersOf", "{\"email\":\"anna@example.com\"}"),
                        "[{\"tracking\":\"DE482193\"},{\"tracking\":\"DE482194\"},{\"tracking\":\"DE482193\"}]"));

        assertThat(chooser.next(TOOLS, found))
                .containsExactly(
                        call(2, "shipment", "{\"tracking\":\"DE482193\"}"),
                        call(3, "shipment", "{\"tracking\":\"DE482194\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Good morning!", "Where is it?", "I want a refund."})
    void callsNothingForWhatNoToolIsFor(String question) {
        assertThat(next(question)).isEmpty();
    }

    /** That a tool could be called is no reason to do so. */
    @Test
    void refundsNobodyForTheSakeOfAnArgument() {
        assertThat(next("Where is order 1042?")).extracting(ToolCall::name).doesNotContain("refund");
    }

    @Test
    void knowsChineseWords() {
        List<Tool> tools = Tool.offered(List.of(
                Desk.function("lookup", "查询订单的状态和价格", Map.of("orderId", Map.of("type", "integer"))),
                Desk.function("refund", "为客户退款", Map.of("orderId", Map.of("type", "integer")))));

        assertThat(chooser.next(tools, turn("请为订单1042退款", Map.of())))
                .extracting(ToolCall::name)
                .contains("refund");
    }

    @Test
    void leavesToTheServiceWhatTheServiceRuns() {
        List<Tool> tools = Tool.offered(List.of(Map.of("type", "web_search", "web_search", Map.of("enable", true))));

        assertThat(tools).isEmpty();
        assertThat(Tool.offered(null)).isEmpty();
    }

    private List<ToolCall> next(String question) {
        return chooser.next(TOOLS, turn(question, Map.of()));
    }
}
