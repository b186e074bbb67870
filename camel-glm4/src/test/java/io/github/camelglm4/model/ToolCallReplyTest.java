package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.testing.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Function calls of the model are returned as Maps, in any format of the service. */
class ToolCallReplyTest extends MessageTestSupport {

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aCallIsAMapOfIdNameAndArguments(String call, Object id, String name, Object arguments) {
        Map<String, Object> expected = new HashMap<>();
        expected.put("id", id);
        expected.put("name", name);
        expected.put("arguments", arguments);

        assertThat(answered("stop", "\"\"", call).getMessage().getBody()).isEqualTo(List.of(expected));
    }

    static Stream<Arguments> calls() {
        Map<String, Object> city = Map.of("city", "北京");
        return Stream.of(
                Arguments.of(
                        call("\"call_1\"", "\"function\"", "\"{\\\"city\\\":\\\"北京\\\"}\""), "call_1", "weather", city),
                Arguments.of(call("\"call_-81\"", "\"\"", "{\"city\":\"北京\"}"), "call_-81", "weather", city),
                Arguments.of(call("7", "null", "\"\""), "7", "weather", Map.of()),
                Arguments.of(call("null", "\"function\"", "null"), null, "weather", Map.of()),
                Arguments.of(call("\"a\"", "\"function\"", "\"{\\\"city\\\":\\\"北\""), "a", "weather", "{\"city\":\"北"),
                Arguments.of(call("\"a\"", "\"function\"", "\"[1]\""), "a", "weather", "[1]"),
                Arguments.of("{\"id\":\"a\",\"index\":-1,\"function\":{\"name\":\"now\"}}", "a", "now", Map.of()));
    }

    @Test
    void severalCallsKeepTheirOrder() {
        String two = call("\"a\"", "\"function\"", "\"{}\"") + "," + call("\"b\"", "\"function\"", "\"{}\"");

        Exchange exchange = answered("tool_calls", "null", two);

        assertThat(exchange.getMessage().getBody(List.class))
                .extracting(call -> ((Map<?, ?>) call).get("id"))
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool_calls", "stop", "length", "function_call", ""})
    void theFinishReasonIsToolCallsWhateverTheServiceWrote(String reason) {
        Exchange exchange = answered(reason, "\"I look it up\"", call("\"a\"", "\"function\"", "\"{}\""));

        assertThat(exchange.getMessage().getHeader(Glm4Headers.FINISH_REASON)).isEqualTo("tool_calls");
    }

    @Test
    void toolsThatTheServiceRanItselfAreNoCallsOfTheCaller() {
        String search = "{\"id\":\"s\",\"type\":\"web_search\",\"web_search\":{\"output\":[]}}";

        Exchange exchange = answered("stop", "\"It rains\"", search);

        assertThat(exchange.getMessage().getBody()).isEqualTo("It rains");
        assertThat(exchange.getMessage().getHeader(Glm4Headers.FINISH_REASON)).isEqualTo("stop");
    }

    @Test
    void withOutputCompletionTheCallsStayInTheMessage() {
        server.enqueue(reply("tool_calls", "\"\"", call("\"a\"", "\"function\"", "\"{}\"")));

        ChatCompletion completion =
                ask(MODEL + "?output=completion", "Hi").getMessage().getBody(ChatCompletion.class);

        assertThat(completion.message().toolCalls()).containsExactly(new ToolCall("a", "function", "weather", "{}"));
    }

    private Exchange answered(String reason, String content, String calls) {
        server.enqueue(reply(reason, content, calls));
        Exchange exchange = ask(MODEL, "Hi");
        assertThat(failure(exchange)).isNull();
        return exchange;
    }

    private static Reply reply(String reason, String content, String calls) {
        return Reply.json("{\"choices\":[{\"finish_reason\":\"" + reason + "\",\"message\":{\"content\":" + content
                + ",\"tool_calls\":[" + calls + "]}}]}");
    }

    private static String call(String id, String type, String arguments) {
        return "{\"id\":" + id + ",\"type\":" + type + ",\"function\":{\"name\":\"weather\",\"arguments\":" + arguments
                + "}}";
    }
}
