package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a conversation goes, and what ends it. */
class ToolRoundsTest extends ToolTestSupport {

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:count?parameter.n=integer")
                        .process(e -> e.getMessage().setBody(runs.incrementAndGet()));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aModelThatCallsForEverCostsExactlyTheRoundsAllowed(int rounds) {
        server.otherwise(calling(call("c", "count", "{}")));

        Exchange exchange = ask(MODEL + "tools=count&maxToolRounds=" + rounds, "hi");

        assertThat(failure(exchange))
                .isInstanceOf(Glm4ToolException.class)
                .hasMessageContaining("the model called tools again after maxToolRounds=" + rounds + " rounds");
        assertThat(((Glm4Exception) failure(exchange)).getAttempts()).isEqualTo(rounds + 1);
        assertThat(server.requests()).hasSize(rounds + 1);
        assertThat(runs)
                .as("calls of the answer after the last round are not run")
                .hasValue(rounds);
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        assertThat(exchange.getProperty(Glm4Properties.TOOL_TRACE, List.class)).hasSize(rounds);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anAnswerAfterTheLastRoundIsTheResult(int rounds) {
        for (int round = 0; round < rounds; round++) {
            server.enqueue(calling(call("c" + round, "count", "{}")));
        }
        server.enqueue(Reply.completion("done"));

        Exchange exchange = answered("tools=count&maxToolRounds=" + rounds);

        assertThat(exchange.getMessage().getBody()).isEqualTo("done");
        assertThat(exchange.getMessage().getHeader(Glm4Headers.TOOL_ROUNDS)).isEqualTo(rounds);
        assertThat(runs).hasValue(rounds);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void lessThanOneRoundIsRefusedAtStart(int rounds) {
        assertThatThrownBy(() -> ask(MODEL + "tools=count&maxToolRounds=" + rounds, "hi"))
                .hasStackTraceContaining("maxToolRounds must be at least 1, but is " + rounds);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void tenRoundsAreTheDefault() {
        server.otherwise(calling(call("c", "count", "{}")));

        ask(MODEL + "tools=count", "hi");

        assertThat(runs).hasValue(10);
        assertThat(server.requests()).hasSize(11);
    }

    @Test
    void aFailureOfALaterRequestFailsTheMessageAsItWas() {
        server.enqueue(calling(call("c", "count", "{}")), Reply.error(400, "1210", "bad"));

        Exchange exchange = ask(MODEL + "tools=count", "hi", Map.of("a", "b"));

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("a", "b"));
        assertThat(exchange.getProperty(Glm4Properties.TOOL_TRACE, List.class)).hasSize(1);
    }

    @Test
    void callsThatWereCutAreNotRun() {
        server.enqueue(calling("", "length", call("c1", "count", "{}"), call("c2", "count", "{\"n\":")));

        Exchange exchange = ask(MODEL + "tools=count", "hi");

        assertThat(failure(exchange))
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("cut at the length limit in the middle of its tool calls");
        assertThat(runs).hasValue(0);
    }

    @Test
    void anEmptyCallListAndAFinishReasonAloneAreNoCalls() {
        server.enqueue(Reply.json("{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"content\":\"Hm.\","
                + "\"tool_calls\":[]}}]}"));

        assertThat(answered("tools=count").getMessage().getBody()).isEqualTo("Hm.");
    }

    @Test
    void everyCallHasAnIdOfItsOwnByWhichItsResultIsFound() {
        Map<String, Object> without = call("x", "count", "{}");
        without.remove("id");
        server.enqueue(
                calling(
                        call("call_0", "count", "{}"),
                        call("call_0", "count", "{}"),
                        call(" ", "count", "{}"),
                        without),
                calling(call("call_0", "count", "{}")),
                Reply.completion("ok"));

        answered("tools=count");

        request();
        request();
        List<Object> called = new ArrayList<>();
        List<Object> answered = new ArrayList<>();
        for (Map<String, Object> message : messages(request())) {
            Fields.objects(message, "tool_calls").forEach(call -> called.add(call.get("id")));
            if (message.containsKey("tool_call_id")) {
                answered.add(message.get("tool_call_id"));
            }
        }
        assertThat(called)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .startsWith("call_0")
                .noneMatch(id -> id == null);
        assertThat(answered).isEqualTo(called);
    }

    @Test
    void whatServicesRunThemselvesIsNoCallOfOurs() {
        server.enqueue(calling(
                "It rains.",
                "stop",
                Map.of("id", "s", "type", "web_search", "web_search", Map.of("output", List.of()))));

        assertThat(answered("tools=count").getMessage().getBody()).isEqualTo("It rains.");
    }

    @Test
    void whatTheModelThoughtGoesBackToIt() {
        server.enqueue(
                Reply.json(
                        "{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\","
                                + "\"content\":null,\"reasoning_content\":\"I need a number\",\"refusal\":\"\",\"tool_calls\":["
                                + "{\"id\":\"c\",\"index\":-1,\"type\":\"\",\"function\":{\"name\":\"count\",\"arguments\":{}}}]}}]}"),
                Reply.completion("ok"));

        answered("tools=count");

        request();
        assertThat(messages(request()).get(1))
                .isEqualTo(Map.of(
                        "role",
                        "assistant",
                        "content",
                        "",
                        "reasoning_content",
                        "I need a number",
                        "tool_calls",
                        List.of(Map.of(
                                "id",
                                "c",
                                "type",
                                "function",
                                "function",
                                Map.of("name", "count", "arguments", "{}")))));
    }

    @Test
    void moreCallsThanAnybodyNeedsAreNotRun() {
        @SuppressWarnings("unchecked")
        Map<String, Object>[] many = new Map[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = call("c" + i, "count", "{}");
        }
        server.enqueue(calling(many), Reply.completion("ok"));

        answered("tools=count");

        request();
        RecordedRequest second = request();
        assertThat(runs).hasValue(128);
        assertThat(results(second)).hasSize(1_000);
        assertThat(results(second).subList(128, 1_000))
                .containsOnly("Error: too many calls at once, only the first 128 were run");
    }
}
