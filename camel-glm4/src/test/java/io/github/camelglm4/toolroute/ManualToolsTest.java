package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A route runs the calls itself, and continues with their results. */
class ManualToolsTest extends ToolTestSupport {

    private static final String MANUAL = MODEL + "tools=lookup&toolExecution=manual&systemMessage=Be brief.";
    private static final List<?> RESULTS = List.of(Map.of("role", "tool", "tool_call_id", "c1", "content", "found"));

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String remembering = MANUAL + "&memory=true&conversationId=a";
                from("glm4-tool:lookup?parameter.id=string").setBody(constant("never"));
                from("direct:twice").to(MANUAL).setBody(constant(RESULTS)).to(MANUAL);
                from("direct:remembering")
                        .to(remembering)
                        .setBody(constant(RESULTS))
                        .to(remembering);
                from("direct:chunk").log("chunk");
            }
        };
    }

    @Test
    void theCallsAreTheBodyAndNothingIsRun() {
        server.enqueue(calling(
                "I look.", "tool_calls", call("c1", "lookup", "{\"id\":\"7\"}"), call("c2", "lookup", "{\"id\":")));

        Exchange exchange = answered("tools=lookup&toolExecution=manual");

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(List.of(
                        Map.of("id", "c1", "name", "lookup", "arguments", Map.of("id", "7")),
                        Map.of("id", "c2", "name", "lookup", "arguments", "{\"id\":")));
        assertThat(exchange.getMessage().getHeader(Glm4Headers.FINISH_REASON)).isEqualTo("tool_calls");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Glm4Headers.TOOL_ROUNDS);
        assertThat(exchange.getProperties()).doesNotContainKey(Glm4Properties.TOOL_TRACE);
        assertThat(offered(request())).containsExactly("lookup");
    }

    @Test
    void thePropertyHoldsTheConversationSoFarAsPlainMaps() {
        server.enqueue(calling("I look.", "tool_calls", call("c1", "lookup", "{\"id\":\"7\"}")));

        Exchange exchange = ask(MANUAL, "hi");

        assertThat(exchange.getProperty(Glm4Properties.MESSAGES))
                .isEqualTo(List.of(
                        Map.of("role", "user", "content", "hi"),
                        Map.of(
                                "role",
                                "assistant",
                                "content",
                                "I look.",
                                "tool_calls",
                                List.of(Map.of(
                                        "id",
                                        "c1",
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "lookup", "arguments", "{\"id\":\"7\"}"))))));
    }

    @Test
    void aBodyOfResultsGoesOn() {
        server.enqueue(calling(call("c1", "lookup", "{\"id\":\"7\"}")), Reply.completion("It is there."));

        Exchange exchange = ask("direct:twice", "hi", Map.of(Glm4Headers.USER_MESSAGE, "Where is order 7?"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is there.");
        request();
        RecordedRequest second = request();
        assertThat(messages(second))
                .extracting(message -> message.get("role"))
                .containsExactly("system", "user", "assistant", "tool");
        assertThat(messages(second)).first().isEqualTo(Map.of("role", "system", "content", "Be brief."));
        assertThat(messages(second)).element(1).isEqualTo(Map.of("role", "user", "content", "Where is order 7?"));
        assertThat(offered(second)).containsExactly("lookup");
        List<?> all = exchange.getProperty(Glm4Properties.MESSAGES, List.class);
        assertThat(all).hasSize(4);
        assertThat(all.get(3)).isEqualTo(Map.of("role", "assistant", "content", "It is there."));
    }

    @Test
    void aConversationThatIsRememberedElsewhereIsNotSaidTwice() {
        server.enqueue(calling(call("c1", "lookup", "{\"id\":\"7\"}")), Reply.completion("It is there."));

        assertThat(failure(ask("direct:remembering", "hi"))).isNull();

        request();
        assertThat(messages(request()))
                .extracting(message -> message.get("role"))
                .containsExactly("system", "user", "assistant", "tool");
    }

    @Test
    void anotherBodyBeginsAnew() {
        server.enqueue(Reply.completion("ok"));

        Exchange exchange = template.send(MANUAL, e -> {
            e.setProperty(Glm4Properties.MESSAGES, List.of(Map.of("role", "user", "content", "old")));
            e.getMessage().setBody("new");
        });

        assertThat(failure(exchange)).isNull();
        assertThat(messages(request())).hasSize(2);
    }

    @Test
    void callsWithoutIdsAreGivenSome() {
        Map<String, Object> without = call("x", "lookup", "{}");
        without.remove("id");
        server.enqueue(calling(without, call("c", "lookup", "{}"), call("c", "lookup", "{}")));

        List<?> calls =
                answered("tools=lookup&toolExecution=manual").getMessage().getBody(List.class);

        assertThat(calls.stream()
                        .map(call -> ((Map<?, ?>) call).get("id"))
                        .distinct()
                        .toList())
                .hasSize(3)
                .doesNotContainNull();
    }

    @Test
    void withStreamToItIsTheSame() {
        server.enqueue(Reply.sse(
                "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"c1\",\"index\":0,"
                        + "\"function\":{\"name\":\"lookup\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]"));

        Exchange exchange = answered("tools=lookup&toolExecution=manual&streamTo=direct:chunk");

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "c1", "name", "lookup", "arguments", Map.of())));
        assertThat(exchange.getProperty(Glm4Properties.MESSAGES, List.class)).hasSize(2);
    }
}
