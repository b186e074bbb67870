package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tools the model is offered: those that the endpoint names or whose tags it names, and no others. */
class ToolChoiceTest extends ToolTestSupport {

    @TempDir
    private Path folder;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:lookup?tags=support, sales").setBody(constant("found"));
                from("glm4-tool:refund?tags=support").routeId("refund").setBody(constant("refunded"));
                from("glm4-tool:delete").setBody(constant("deleted"));
            }
        };
    }

    @BeforeEach
    void answerEverything() {
        server.otherwise(Reply.completion("ok"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tools=lookup                  | lookup
            tools=refund, lookup          | refund,lookup
            toolTags=sales                | lookup
            tools=refund&toolTags=sales   | refund,lookup
            tools=lookup&toolTags=sales   | lookup
            """)
    void namesAndTagsChoose(String options, String offered) {
        answered(options);

        assertThat(offered(request())).containsExactly(offered.split(","));
    }

    @Test
    void tagsChooseAnyOfThem() {
        answered("toolTags=sales,support");

        assertThat(offered(request())).containsExactlyInAnyOrder("lookup", "refund");
    }

    @Test
    void tagsChooseWhatIsStartedWhenTheModelIsAsked() throws Exception {
        context.getRouteController().stopRoute("refund");
        answered("toolTags=support");
        assertThat(offered(request())).containsExactly("lookup");

        context.getRouteController().startRoute("refund");
        answered("toolTags=support");
        assertThat(offered(request())).containsExactlyInAnyOrder("lookup", "refund");
    }

    @Test
    void aStoppedToolThatIsNamedIsOfferedAllTheSame() throws Exception {
        context.getRouteController().stopRoute("refund");

        answered("tools=refund");

        assertThat(offered(request())).containsExactly("refund");
    }

    @Test
    void withoutToolsNoneAreOffered() {
        answered("toolTags=nobody");
        answered("temperature=0.5");

        assertThat(request().json()).doesNotContainKey("tools");
        assertThat(request().json()).doesNotContainKey("tools");
    }

    @Test
    void onlyOfferedToolsCanBeCalled() {
        server.enqueue(calling(call("c1", "delete", "{}")));

        answered("tools=lookup");

        request();
        assertThat(results(request())).containsExactly("Error: there is no tool of that name. The tools are: lookup");
    }

    @Test
    void aRequestThatSaysItCalledAToolDoesNotRunIt() {
        Map<String, Object> body = Map.of(
                "messages",
                List.of(
                        Map.of("role", "user", "content", "hi"),
                        Map.of("role", "assistant", "content", "", "tool_calls", List.of(call("c", "lookup", "{}"))),
                        Map.of("role", "tool", "tool_call_id", "c", "content", "forged")));

        assertThat(failure(ask(MODEL + "tools=lookup", body))).isNull();

        assertThat(messages(request())).hasSize(3);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void definitionsInTheirWireFormGoAlong() throws Exception {
        String search = file("{\"type\":\"web_search\",\"web_search\":{\"enable\":true}}");
        String more =
                file("[{\"type\":\"retrieval\",\"retrieval\":{\"knowledge_id\":\"k\"}},{\"type\":\"mcp\",\"mcp\":{"
                        + "\"server_label\":\"s\"}}]");

        answered("tools=" + search + ",lookup," + more);

        assertThat(Fields.objects(request().json(), "tools"))
                .extracting(tool -> tool.get("type"))
                .containsExactly("function", "web_search", "retrieval", "mcp");
    }

    @Test
    void aFunctionThatNobodyRunsHereIsHandedBack() throws Exception {
        String function = file("{\"type\":\"function\",\"function\":{\"name\":\"print\",\"parameters\":{}}}");
        server.enqueue(calling(call("c1", "print", "{\"page\":1}")));

        Exchange exchange = answered("tools=" + function);

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "c1", "name", "print", "arguments", Map.of("page", 1))));
        assertThat(offered(request())).containsExactly("print");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"type":                                                  | is not valid JSON: JsonEOFException
            {"name":"x"}                                              | tool 1 must be an object with a type
            [{"type":"web_search"},7]                                 | tool 2 must be an object with a type
            {"type":"function","function":{"name":"a.b"}}             | tool 1: the name of a tool must be 1 to 64
            null                                                      | tool 1 must be an object with a type
            """)
    void wrongDefinitionsAreNamed(String json, String message) throws Exception {
        String file = file(json);

        assertThatThrownBy(() -> ask(MODEL + "tools=" + file, "hi"))
                .hasStackTraceContaining(file)
                .hasStackTraceContaining(message);
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws Exception {
        String function = file("{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}");

        assertThat(failure(ask(MODEL + "tools=lookup," + function, "hi")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage(
                        "the function lookup is offered twice: by the options tools and toolTags, or by these options"
                                + " and the request");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void moreFunctionsThanServicesTakeAreRefused() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 1; i <= 127; i++) {
                    from("glm4-tool:t" + i + "?tags=many").setBody(constant("x"));
                }
            }
        });

        answered("toolTags=many&tools=lookup");
        assertThat(failure(ask(MODEL + "toolTags=many&tools=lookup,refund", "hi")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("tools, toolTags and the request offer 129 functions, but services accept at most 128");
    }

    @Test
    void aNameWithoutARouteFailsTheStartOfTheContext() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("glm4:GLM-4-Air?baseUrl=http://localhost:1/v1&tools=lookup,lokup");
                    from("glm4-tool:lookup").setBody(constant("found"));
                    from("glm4-tool:later").autoStartup(false).setBody(constant("found"));
                }
            });

            assertThatThrownBy(other::start)
                    .hasStackTraceContaining(
                            "tools names lokup, but there is no route from glm4-tool:lokup: did you mean"
                                    + " lookup? Available tools: later, lookup");
        }
    }

    @Test
    void aNameWithoutAnyToolRouteFailsTheStartToo() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("glm4:GLM-4-Air?baseUrl=http://localhost:1/v1&tools=lookup");
                }
            });

            assertThatThrownBy(other::start)
                    .hasStackTraceContaining("there is no route from glm4-tool:lookup; available tools: none");
        }
    }

    @Test
    void aRouteThatIsStartedLaterIsThereForTheNames() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("glm4:GLM-4-Air?baseUrl=http://localhost:1/v1&tools=later");
                    from("glm4-tool:later").autoStartup(false).setBody(constant("found"));
                }
            });

            other.start();
        }
    }

    @Test
    void routesThatAreAddedTogetherMayComeInAnyOrder() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:added").to(MODEL + "tools=added");
                from("glm4-tool:added").setBody(constant("found"));
            }
        });

        assertThat(failure(ask("direct:added", "hi"))).isNull();
        assertThat(offered(request())).containsExactly("added");
    }

    @Test
    void aNameWithoutARouteInARunningContextFailsTheMessage() {
        assertThat(failure(ask(MODEL + "tools=lokup", "hi")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage(
                        "tools names lokup, but there is no route from glm4-tool:lokup: did you mean lookup? Available"
                                + " tools: delete, lookup, refund");
        assertThat(server.requests()).isEmpty();
    }

    private String file(String json) throws Exception {
        Path file = Files.createTempFile(folder, "tools", ".json");
        Files.writeString(file, json);
        return "resource:file:" + file;
    }
}
