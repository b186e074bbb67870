package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A served model with tools of its own, whose callers have functions too. */
class ServedToolsTest extends ServingTestSupport {

    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"theirs\"}}]";

    private final Queue<Object> run = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:own?parameter.id=integer")
                        .process(e -> run.add(e.getMessage().getBody()))
                        .setBody(constant("found"));
                from("glm4:desk").to("glm4:GLM-4-Air?tools=own");
                from("glm4:gateway").to("glm4:GLM-4-Air");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"false,tool_calls", "true,tool_calls", "false,stop", "true,stop"})
    void ownCallsAreRunAndThoseOfTheCallerHandedBack(boolean streamed, String finish) throws Exception {
        server.enqueue(
                answer(streamed, "Let me see. ", finish, call("c1", "own", "{\"id\":7}")),
                answer(
                        streamed,
                        "Now you.",
                        finish,
                        call("c2", "own", "{\"id\":8}"),
                        call("c3", "theirs", "{\"a\":1}")));

        Map<String, Object> message = ask("desk", streamed);

        assertThat(run).containsExactly(Map.of("id", 7));
        List<Map<String, Object>> calls = Fields.objects(message, "tool_calls");
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).containsEntry("id", "c3");
        assertThat(Fields.object(calls.get(0), "function"))
                .containsEntry("name", "theirs")
                .containsEntry("arguments", "{\"a\":1}");
        server.takeRequest(SOON);
        RecordedRequest second = server.takeRequest(SOON);
        assertThat(Fields.objects(second.json(), "messages"))
                .last()
                .satisfies(m -> assertThat(m)
                        .containsEntry("role", "tool")
                        .containsEntry("tool_call_id", "c1")
                        .containsEntry("content", "found"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCallerSeesTheWholeUsageAndNoCallOfOurs(boolean streamed) throws Exception {
        server.enqueue(
                answer(streamed, "", "tool_calls", call("c1", "own", "{}")),
                streamed ? answer(true, "done", "stop") : answer(false, "done", "stop"));

        Map<String, Object> message = ask("desk", streamed);

        assertThat(message.get("content")).isEqualTo("done");
        assertThat(message).doesNotContainKey("tool_calls");
        assertThat(Fields.object(message, "usage")).containsEntry("total_tokens", 30);
    }

    @ParameterizedTest
    @CsvSource({"false,desk", "true,desk", "false,gateway", "true,gateway"})
    void callersAreCalledByTheNamesOfTheirFunctions(boolean streamed, String model) throws Exception {
        server.enqueue(answer(
                streamed,
                "",
                "tool_calls",
                call(" c1", "functions.theirs\n", "{}"),
                call("c2", "theirs<|tool_call|>", "{}"),
                call("c3", "theirs", "{}"),
                call("c4", "another\n", "{}")));

        List<Map<String, Object>> calls = Fields.objects(ask(model, streamed), "tool_calls");

        assertThat(calls).extracting(call -> call.get("id")).startsWith("c1", "c2", "c3");
        assertThat(calls.subList(0, 3))
                .extracting(call -> Fields.object(call, "function").get("name"))
                .containsOnly("theirs");
        assertThat(calls.subList(3, calls.size()))
                .extracting(call -> Fields.object(call, "function").get("name"))
                .isEqualTo(model.equals("desk") ? List.of() : List.of("another"));
    }

    private Map<String, Object> ask(String model, boolean streamed) throws Exception {
        String request = asking(model, "hi", TOOLS + (streamed ? ",\"stream\":true" : ""));
        if (!streamed) {
            Map<String, Object> json = json(send(chat(request)));
            Map<String, Object> choice = Fields.objects(json, "choices").get(0);
            Map<String, Object> message = new LinkedHashMap<>(Fields.object(choice, "message"));
            message.put("usage", json.get("usage"));
            message.put("finish", choice.get("finish_reason"));
            return message;
        }
        Events events = Events.of(send(chat(request)));
        Map<String, Object> message = new LinkedHashMap<>();
        List<Object> calls = new ArrayList<>();
        for (Map<String, Object> choice : events.choices()) {
            calls.addAll(Fields.objects(Fields.object(choice, "delta"), "tool_calls"));
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        message.put("content", events.text());
        message.put("usage", events.usages().isEmpty() ? null : events.usages().get(0));
        message.put("finish", events.finishReasons().get(0));
        return message;
    }

    private static Map<String, Object> call(String id, String name, String arguments) {
        return Map.of("id", id, "type", "function", "function", Map.of("name", name, "arguments", arguments));
    }

    @SafeVarargs
    private static Reply answer(boolean streamed, String text, String finish, Map<String, Object>... calls) {
        List<Map<String, Object>> numbered = new ArrayList<>();
        for (Map<String, Object> call : calls) {
            Map<String, Object> one = new LinkedHashMap<>(call);
            one.put("index", numbered.size());
            numbered.add(one);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text);
        if (calls.length > 0) {
            message.put("tool_calls", numbered);
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put(streamed ? "delta" : "message", message);
        choice.put("finish_reason", finish);
        String json = Json.writeText(Map.of(
                "id", "a",
                "choices", List.of(choice),
                "usage", Map.of("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15)));
        return streamed ? Reply.sse(json, "[DONE]") : Reply.json(json);
    }
}
