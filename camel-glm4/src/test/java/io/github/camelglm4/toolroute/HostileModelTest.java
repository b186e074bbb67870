package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a model writes, it can do nothing but get an error text. */
class HostileModelTest extends ToolTestSupport {

    private final Queue<Exchange> seen = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:lookup?parameter.id=string")
                        .process(e -> seen.add(e.copy()))
                        .setBody(constant("found"));
                from("glm4-tool:free?argSchema=RAW({\"type\":\"object\"})")
                        .process(e -> seen.add(e.copy()))
                        .setBody(constant("found"));
                from("glm4-tool:private").process(e -> seen.add(e.copy())).setBody(constant("secret"));
                from("direct:inside").process(e -> seen.add(e.copy()));
            }
        };
    }

    static Stream<Arguments> attempts() {
        String huge = "x".repeat(1_000_000);
        String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        return Stream.of(
                Arguments.of("a tool of another endpoint", "private", "{}"),
                Arguments.of("an endpoint", "direct:inside", "{}"),
                Arguments.of("a tool by its URI", "glm4-tool:private", "{}"),
                Arguments.of("a name with options", "lookup?description=x", "{}"),
                Arguments.of("a name of a megabyte", huge, "{}"),
                Arguments.of("another case", "LOOKUP", "{}"),
                Arguments.of("a blank name", " ", "{}"),
                Arguments.of("no JSON", "lookup", "rm -rf /"),
                Arguments.of("JSON that is cut", "lookup", "{\"id\":\"7"),
                Arguments.of("two objects", "lookup", "{\"id\":\"7\"}{\"id\":\"8\"}"),
                Arguments.of("a list", "lookup", "[{\"id\":\"7\"}]"),
                Arguments.of(
                        "header-like names",
                        "lookup",
                        "{\"CamelHttpUri\":\"http://evil\",\"CamelGlm4ToolName\":\"private\"}"),
                Arguments.of("a megabyte in an unknown argument", "lookup", "{\"" + huge + "\":1}"),
                Arguments.of("a megabyte of the wrong type", "lookup", "{\"id\":[\"" + huge + "\"]}"),
                Arguments.of("deep nesting", "free", deep),
                Arguments.of("a number of a thousand and one digits", "free", "{\"n\":" + "9".repeat(1_001) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void anAttemptIsAnErrorTextAndNothingElse(String attempt, String tool, String arguments) {
        server.enqueue(calling(call("c1", tool, arguments)), Reply.completion("ok"));

        assertThat(answered("tools=lookup,free").getMessage().getBody()).isEqualTo("ok");

        request();
        assertThat(results(request()))
                .singleElement()
                .asString()
                .startsWith("Error: ")
                .hasSizeLessThan(500);
        assertThat(seen).isEmpty();
    }

    @Test
    void aMegabyteThatFitsIsABodyAndNoHeader() {
        String huge = "x".repeat(1_000_000);
        server.enqueue(
                calling(call("c1", "free", Json.writeText(Map.of("CamelHttpUri", "http://evil", "text", huge)))),
                Reply.completion("ok"));

        answered("tools=free");

        Exchange tool = seen.remove();
        assertThat(tool.getMessage().getBody(Map.class)).hasSize(2);
        assertThat(tool.getMessage().getHeaders()).containsOnlyKeys(Glm4ToolHeaders.NAME, Glm4ToolHeaders.CALL_ID);
    }

    @Test
    void aHundredCallsUnderOneIdAreAHundredCalls() {
        @SuppressWarnings("unchecked")
        Map<String, Object>[] calls = new Map[100];
        Arrays.fill(calls, call("same", "lookup", "{}"));
        server.enqueue(calling(calls), Reply.completion("ok"));

        answered("tools=lookup");

        request();
        assertThat(results(request())).hasSize(100).containsOnly("found");
        assertThat(seen.stream()
                        .map(e -> e.getMessage().getHeader(Glm4ToolHeaders.CALL_ID))
                        .distinct())
                .hasSize(100);
    }
}
