package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exchange of a tool's route: its input, and the use of its body. */
class ToolExchangeTest extends ToolTestSupport {

    record Order(String id, int items) {}

    private final Queue<Exchange> seen = new ConcurrentLinkedQueue<>();
    private volatile Thread thread;
    private volatile Object reply = "done";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:order?argSchema=RAW({\"type\":\"object\"})").process(exchange -> {
                    thread = Thread.currentThread();
                    seen.add(exchange.copy());
                    exchange.getMessage().setBody(reply);
                });
                from("direct:asking")
                        .setProperty("tenant", constant("acme"))
                        .setVariable("customer", constant("Smith"))
                        .to(MODEL + "tools=order");
            }
        };
    }

    @Test
    void argumentsAreTheBodyWithTheTypesOfTheirJson() {
        server.enqueue(
                calling(call(
                        "c1",
                        "order",
                        "{\"id\":\"7\",\"count\":3,\"big\":5000000000,\"price\":1.25,\"gift\":true,"
                                + "\"note\":null,\"items\":[{\"sku\":\"a\"},2],\"to\":{\"zip\":\"00184\"}}")),
                Reply.completion("ok"));

        answered("tools=order");

        Map<?, ?> body = (Map<?, ?>) seen.remove().getMessage().getBody();
        assertThat(body.get("id")).isEqualTo("7");
        assertThat(body.get("count")).isEqualTo(3);
        assertThat(body.get("big")).isEqualTo(5_000_000_000L);
        assertThat(body.get("price")).isEqualTo(1.25);
        assertThat(body.get("gift")).isEqualTo(true);
        assertThat(body.get("note")).isNull();
        assertThat(body.get("items")).isEqualTo(List.of(Map.of("sku", "a"), 2));
        assertThat(body.get("to")).isEqualTo(Map.of("zip", "00184"));
    }

    @Test
    void headersAreNameAndIdAlone() {
        server.enqueue(
                calling(call("c1", "order", "{\"CamelHttpUri\":\"http://evil\",\"CamelGlm4Model\":\"x\"}")),
                Reply.completion("ok"));

        ask("direct:asking", "hi", Map.of("Authorization", "secret", "CamelFileName", "x"));

        assertThat(seen.remove().getMessage().getHeaders())
                .containsOnly(Map.entry("CamelGlm4ToolName", "order"), Map.entry("CamelGlm4ToolCallId", "c1"));
    }

    @Test
    void propertiesAndVariablesOfTheAskingExchangeGoAlong() {
        server.enqueue(calling(call("c1", "order", "{}")), Reply.completion("ok"));

        Exchange asking = ask("direct:asking", "hi");

        Exchange tool = seen.remove();
        assertThat(tool.getProperty("tenant")).isEqualTo("acme");
        assertThat(tool.getVariable("customer")).isEqualTo("Smith");
        assertThat(tool.getProperty(Exchange.CORRELATION_ID)).isEqualTo(asking.getExchangeId());
        assertThat(tool.getProperties()).doesNotContainKey(Glm4Properties.TOOL_TRACE);
        assertThat(tool.getPattern()).isEqualTo(ExchangePattern.InOut);
    }

    @Test
    void whatAToolSetsStaysWithIt() {
        server.enqueue(calling(call("c1", "order", "{}")), Reply.completion("ok"));
        reply = "done";

        Exchange asking = ask("direct:asking", "hi");

        assertThat(asking.getMessage().getHeaders()).doesNotContainKeys("CamelGlm4ToolName", "CamelGlm4ToolCallId");
        await().atMost(SOON).until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void theRouteRunsOnThePool() {
        server.enqueue(calling(call("c1", "order", "{}")), Reply.completion("ok"));

        answered("tools=order");

        assertThat(ComponentThreads.isPool(thread)).as(thread.getName()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void theBodyBecomesText(Object body, String text) {
        server.enqueue(calling(call("c1", "order", "{}")), Reply.completion("ok"));
        reply = body;

        answered("tools=order");

        request();
        assertThat(results(request())).containsExactly(text);
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("as it is ", "as it is "),
                Arguments.of("", ""),
                Arguments.of(null, "null"),
                Arguments.of(Map.of("a", List.of(1, 2.5)), "{\"a\":[1,2.5]}"),
                Arguments.of(List.of("x", Map.of("b", true)), "[\"x\",{\"b\":true}]"),
                Arguments.of(new Order("7", 2), "{\"id\":\"7\",\"items\":2}"),
                Arguments.of(List.of(new Order("7", 2)), "[{\"id\":\"7\",\"items\":2}]"),
                Arguments.of(42, "42"),
                Arguments.of(false, "false"),
                Arguments.of("ü".getBytes(StandardCharsets.UTF_8), "ü"),
                Arguments.of(new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8)), "stream"));
    }
}
