package io.github.camelglm4.examples.offline;

import static io.github.camelglm4.examples.offline.Desk.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.offline.Tool.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final Map<String, Object> INTEGER = Map.of("type", "integer");
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order 1042, please | {\"value\":1042}",
                "Order #1042? | {\"value\":1042}",
                "订单1042到哪里了？ | {\"value\":1042}",
                "Take 2.50 off 7 | {\"value\":7}",
                "Parcel DE482193 of 2 | {\"value\":2}"
            })
    void takesAWholeNumberFromTheQuestion(String question, String arguments) {
        assertThat(calls(question, "value", INTEGER)).containsExactly(arguments);
    }

    @Test
    void takesWhatLooksAsItsSchemaSays() {
        String question = "Send the GREEN one, DE482193, to anna@example.com.";

        assertThat(calls(question, "v", Map.of("type", "string", "pattern", "^[A-Z]{2}\\d{6}$")))
                .containsExactly("{\"v\":\"DE482193\"}");
        assertThat(calls(question, "v", Map.of("type", "string", "format", "email")))
                .containsExactly("{\"v\":\"anna@example.com\"}");
        assertThat(calls(question, "v", Map.of("type", "string", "enum", List.of("red", "green"))))
                .containsExactly("{\"v\":\"green\"}");
        assertThat(calls(question, "orderId", TEXT)).containsExactly("{\"orderId\":\"DE482193\"}");
    }

    @Test
    void takesTheQuestionForATextOfNoForm() {
        assertThat(calls("It leaks.", "reason", TEXT)).containsExactly("{\"reason\":\"It leaks.\"}");
    }

    @Test
    void makesACallForEachValue() {
        assertThat(calls("Orders 7 and 8, and 7 again", "orderId", INTEGER))
                .containsExactly("{\"orderId\":7}", "{\"orderId\":8}");
    }

    @Test
    void givesNumbersToParametersInTheirOrder() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("orderId", INTEGER);
        properties.put("percent", Map.of("type", "number"));
        Tool tool = tool(properties);

        assertThat(Arguments.of(tool, turn("Order 1042: 12.5 off", Map.of())).calls())
                .extracting(Json::text)
                .containsExactly("{\"orderId\":1042,\"percent\":12.5}");
        assertThat(Arguments.of(tool, turn("Order 1042", Map.of())).missing())
                .extracting(Parameter::name)
                .containsExactly("percent");
    }

    @Test
    void takesWhatAToolFoundUnderTheSameName() {
        Turn found = turn("When?", Map.of(Desk.call(1, "f", "{}"), "{\"order\":{\"tracking\":\"X1\"}}"));

        assertThat(Arguments.of(tool(Map.of("tracking", TEXT)), found).calls())
                .extracting(Json::text)
                .containsExactly("{\"tracking\":\"X1\"}");
    }

    @Test
    void needsNoArgumentsWhereThereAreNone() {
        assertThat(Arguments.of(tool(Map.of()), turn("Anything", Map.of())).calls())
                .extracting(Json::text)
                .containsExactly("{}");
    }

    @Test
    void leavesOutWhatNeedNotBeThere() {
        Map<String, Object> function = Map.of(
                "name",
                "f",
                "parameters",
                Map.of("type", "object", "properties", Map.of("note", TEXT, "most", INTEGER)));
        Tool tool = Tool.offered(List.of(Map.of("type", "function", "function", function)))
                .get(0);

        assertThat(Arguments.of(tool, turn("At most 3", Map.of())).calls())
                .extracting(Json::text)
                .containsExactly("{\"most\":3}");
    }

    @Test
    void survivesASchemaThatIsWrong() {
        assertThat(calls("Hi", "v", Map.of("type", "string", "pattern", "("))).containsExactly("{\"v\":\"Hi\"}");
        assertThat(calls("Hi", "v", Map.of("type", List.of("string", "null")))).isEmpty();
    }

    private static List<String> calls(String question, String parameter, Map<String, Object> schema) {
        return Arguments.of(tool(Map.of(parameter, schema)), turn(question, Map.of())).calls().stream()
                .map(Json::text)
                .toList();
    }

    private static Tool tool(Map<String, Object> properties) {
        return Tool.offered(List.of(Desk.function("f", "", properties))).get(0);
    }
}
