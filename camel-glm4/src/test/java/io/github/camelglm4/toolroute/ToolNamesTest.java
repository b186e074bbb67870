package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rests of a chat template around the name of a tool do not keep the tool from being called. */
class ToolNamesTest extends ToolTestSupport {

    private final Queue<String> called = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of("lookup", "look_up_", "refund")) {
                    from("glm4-tool:" + name).process(e -> {
                        called.add(name);
                        e.getMessage().setBody("found");
                    });
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lookup\n",
                " lookup",
                "\u00a0lookup\u200b",
                "lookup<|tool_call|>",
                "<|tool_call_begin|>lookup",
                "<\uff5ctool\u2581call\u2581begin\uff5c>lookup",
                "lookup<|channel|>commentary",
                "<tool_call>lookup\n<arg_key>",
                "functions.lookup",
                "functions.lookup:0",
                "default_api:lookup",
                "default_api.lookup\n",
                "tools/lookup",
                "lookup_",
                "_lookup",
                "lookup()",
                "<function=lookup>",
                "function=lookup",
                "\"lookup\""
            })
    void theToolRunsAndTheHistoryHoldsItsName(String written) {
        server.enqueue(calling(call("c1", written, "{}")), Reply.completion("ok"));
        Exchange whole = answered("tools=lookup,refund");
        assertThat(whole.getMessage().getBody()).isEqualTo("ok");
        assertRun(whole);

        server.enqueue(streamed(written), Reply.completionStream("ok"));
        Exchange streamed = answered("tools=lookup,refund&stream=true");
        assertThat(streamed.getMessage().getBody(ChatCompletionStream.class).text())
                .isEqualTo("ok");
        assertRun(streamed);
    }

    private void assertRun(Exchange exchange) {
        assertThat(called).containsExactly("lookup");
        called.clear();
        request();
        RecordedRequest second = request();
        assertThat(namesCalled(second)).containsExactly("lookup");
        assertThat(results(second)).containsExactly("found");
        List<?> trace = exchange.getProperty(Glm4Properties.TOOL_TRACE, List.class);
        assertThat(Fields.object(trace.get(0))).containsEntry("name", "lookup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup\n", "functions.lookup", "lookup<|tool_call|>"})
    void callsThatTheRouteRunsHaveTheNameOfTheTool(String written) {
        server.enqueue(calling(call(" c1\n", written, "{}")));

        Exchange exchange = answered("tools=lookup&toolExecution=manual");

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "c1", "name", "lookup", "arguments", Map.of())));
        List<?> messages = exchange.getProperty(Glm4Properties.MESSAGES, List.class);
        Map<String, Object> call =
                Fields.objects(Fields.object(messages.get(1)), "tool_calls").get(0);
        assertThat(call).containsEntry("id", "c1");
        assertThat(Fields.object(call, "function")).containsEntry("name", "lookup");
    }

    @Test
    void anExactNameIsNeverChanged() {
        server.enqueue(calling(call("c1", "look_up_", "{}"), call("c2", "lookup", "{}")), Reply.completion("ok"));

        answered("tools=lookup,look_up_");

        assertThat(called).containsExactlyInAnyOrder("look_up_", "lookup");
    }

    @ParameterizedTest
    @CsvSource({"lookups,lookups", "xlookup\t,xlookup", "refund.lookup,refund_lookup", "lookup2,lookup2"})
    void anotherNameIsNoNoise(String written, String said) {
        server.enqueue(calling(call("c1", written, "{}")), Reply.completion("ok"));

        answered("tools=lookup,refund");

        assertThat(called).isEmpty();
        request();
        RecordedRequest second = request();
        assertThat(namesCalled(second)).containsExactly(said);
        assertThat(results(second)).allMatch(told -> told.startsWith("Error: there is no tool of that name."));
    }

    @Test
    void idsLoseTheirNoiseAndKeepTheirNamespace() {
        server.enqueue(
                calling(call("<|tool_call_id|>c1\n", "lookup", "{}"), call("functions.lookup:1", "lookup", "{}")),
                Reply.completion("ok"));

        answered("tools=lookup");

        request();
        List<Object> ids = new ArrayList<>();
        for (Map<String, Object> message : messages(request())) {
            Fields.objects(message, "tool_calls").forEach(call -> ids.add(call.get("id")));
        }
        assertThat(ids).containsExactly("c1", "functions.lookup:1");
    }

    private static List<Object> namesCalled(RecordedRequest request) {
        List<Object> names = new ArrayList<>();
        for (Map<String, Object> message : messages(request)) {
            for (Map<String, Object> call : Fields.objects(message, "tool_calls")) {
                names.add(Fields.object(call, "function").get("name"));
            }
        }
        return names;
    }

    private static Reply streamed(String name) {
        Map<String, Object> call = call("c1", name, "");
        Map<String, Object> arguments = Map.of("index", 0, "function", Map.of("name", name, "arguments", "{}"));
        return Reply.sse(
                delta(Map.of("tool_calls", List.of(call)), null),
                delta(Map.of("tool_calls", List.of(arguments)), null),
                delta(Map.of(), "tool_calls"),
                "[DONE]");
    }

    private static String delta(Map<String, Object> delta, String finishReason) {
        Map<String, Object> choice = new LinkedHashMap<>(Map.of("index", 0, "delta", delta));
        Fields.putIfSet(choice, "finish_reason", finishReason);
        return Json.writeText(Map.of("id", "a", "choices", List.of(choice)));
    }
}
