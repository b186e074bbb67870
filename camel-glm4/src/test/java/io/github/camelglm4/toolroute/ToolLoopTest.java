package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The model calls routes, and answers when it has their results. */
class ToolLoopTest extends ToolTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:weather?description=Tells the weather&parameter.city=string&parameter.city.required=true")
                        .setBody(simple("18 degrees in ${body[city]}"));
                from("glm4-tool:clock").setBody(constant(Map.of("hour", 12)));
            }
        };
    }

    @Test
    void theResultsGoBackToTheModelUntilItAnswers() {
        server.enqueue(
                calling("I look it up.", "tool_calls", call("c1", "weather", "{\"city\":\"Rome\"}")),
                calling(call("c2", "clock", "")),
                Reply.completion("Warm, at noon."));

        Exchange exchange = answered("tools=weather,clock&systemMessage=Be brief.");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Warm, at noon.");
        RecordedRequest first = request();
        assertThat(first.json().get("tools"))
                .isEqualTo(List.of(
                        Map.of(
                                "type",
                                "function",
                                "function",
                                Map.of(
                                        "name",
                                        "weather",
                                        "description",
                                        "Tells the weather",
                                        "parameters",
                                        Map.of(
                                                "type",
                                                "object",
                                                "properties",
                                                Map.of("city", Map.of("type", "string")),
                                                "required",
                                                List.of("city"),
                                                "additionalProperties",
                                                false))),
                        Map.of(
                                "type",
                                "function",
                                "function",
                                Map.of(
                                        "name",
                                        "clock",
                                        "description",
                                        "clock",
                                        "parameters",
                                        Map.of(
                                                "type",
                                                "object",
                                                "properties",
                                                Map.of(),
                                                "additionalProperties",
                                                false)))));
        RecordedRequest second = request();
        assertThat(second.json().get("tools")).isEqualTo(first.json().get("tools"));
        assertThat(messages(second))
                .containsExactly(
                        Map.of("role", "system", "content", "Be brief."),
                        Map.of("role", "user", "content", "hi"),
                        Map.of(
                                "role",
                                "assistant",
                                "content",
                                "I look it up.",
                                "tool_calls",
                                List.of(Map.of(
                                        "id",
                                        "c1",
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "weather", "arguments", "{\"city\":\"Rome\"}")))),
                        Map.of("role", "tool", "tool_call_id", "c1", "content", "18 degrees in Rome"));
        assertThat(messages(request()))
                .hasSize(6)
                .endsWith(
                        Map.of(
                                "role",
                                "assistant",
                                "content",
                                "",
                                "tool_calls",
                                List.of(Map.of(
                                        "id",
                                        "c2",
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "clock", "arguments", "{}")))),
                        Map.of("role", "tool", "tool_call_id", "c2", "content", "{\"hour\":12}"));
    }

    @Test
    void headersTellOfAllRequests() {
        server.enqueue(
                Reply.error(500, "500", "once"),
                calling(call("c1", "clock", "{}")),
                calling(call("c2", "clock", "{}")),
                Reply.completion("Noon."));

        Map<String, Object> headers = answered("tools=clock").getMessage().getHeaders();

        assertThat(headers)
                .containsEntry(Glm4Headers.TOOL_ROUNDS, 2)
                .containsEntry(Glm4Headers.ATTEMPTS, 4)
                .containsEntry(Glm4Headers.PROMPT_TOKENS, 10L + 10 + 12)
                .containsEntry(Glm4Headers.COMPLETION_TOKENS, 5L + 5 + 7)
                .containsEntry(Glm4Headers.TOTAL_TOKENS, 15L + 15 + 19)
                .containsEntry(Glm4Headers.FINISH_REASON, "stop");
    }

    @Test
    void theTraceTellsWhatWasCalled() {
        server.enqueue(
                calling(call("c1", "clock", "{}"), call("c2", "weather", "{\"city\":\"Rome\"}")),
                calling(call("c3", "weather", "{\"town\":1}")),
                calling(call("c4", "made up", "not JSON")),
                Reply.completion("Noon."));

        List<?> trace = answered("tools=clock,weather").getProperty(Glm4Properties.TOOL_TRACE, List.class);

        assertThat(trace)
                .hasSize(4)
                .allSatisfy(
                        entry -> assertThat(((Map<?, ?>) entry).get("millis")).isInstanceOf(Long.class));
        assertThat(trace.get(0))
                .asInstanceOf(MAP)
                .containsEntry("round", 1)
                .containsEntry("name", "clock")
                .containsEntry("arguments", Map.of())
                .containsEntry("result", "{\"hour\":12}")
                .doesNotContainKey("error");
        assertThat(trace.get(1))
                .asInstanceOf(MAP)
                .containsEntry("round", 1)
                .containsEntry("arguments", Map.of("city", "Rome"));
        assertThat(trace.get(2))
                .asInstanceOf(MAP)
                .containsEntry("round", 2)
                .containsEntry("arguments", Map.of("town", 1))
                .containsKey("error");
        assertThat(trace.get(3))
                .asInstanceOf(MAP)
                .containsEntry("round", 3)
                .containsEntry("name", "made up")
                .containsEntry("arguments", "not JSON")
                .containsKey("error");
    }

    @Test
    void anAnswerWithoutACallIsTheAnswer() {
        server.enqueue(Reply.completion("Hello."));

        Exchange exchange = answered("tools=clock");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello.");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Glm4Headers.TOOL_ROUNDS);
        assertThat(exchange.getProperty(Glm4Properties.TOOL_TRACE)).isEqualTo(List.of());
    }

    @Test
    void aRequestIdIsNewWithEachRequest() {
        server.enqueue(
                calling(call("c1", "clock", "{}")), calling(call("c2", "clock", "{}")), Reply.completion("Noon."));

        ask(MODEL + "tools=clock", "hi", Map.of(Glm4Headers.REQUEST_ID, "order-4711"));

        assertThat(List.of(request(), request(), request()))
                .extracting(request -> request.json().get("request_id"))
                .containsExactly("order-4711", "order-4711-r2", "order-4711-r3");
    }

    @Test
    void aCallIsForcedOnlyOnce() {
        server.enqueue(calling(call("c1", "clock", "{}")), Reply.completion("Noon."));

        answered("tools=clock&toolChoice=required");

        assertThat(request().json()).containsEntry("tool_choice", "required");
        assertThat(request().json()).doesNotContainKey("tool_choice");
    }
}
