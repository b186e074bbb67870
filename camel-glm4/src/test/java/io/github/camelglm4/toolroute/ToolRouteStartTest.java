package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a tool shows when its route starts. */
class ToolRouteStartTest {

    private final CamelContext context = new DefaultCamelContext();
    private int tools;

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            look.up                                               | the name of a tool must be 1 to 64
            a?parameter.id=text                                   | parameter.id must be one of string
            a?parameter.id=string&argSchema={"type":"object"}     | tool a has both argSchema and parameter.[id]
            a?argSchema={"type":                                  | argSchema of tool a is not a JSON object
            a?argSchema={"type":"array"}                          | must have the type object, but has array
            a?argSchema={"type":"object","required":"id"}         | tool a is not a valid JSON Schema: required: must be a list
            a?argSchema=resource:classpath:missing.json           | argSchema: cannot read resource:classpath:missing.json
            a?tags=support,,sales                                 | tags must be comma-separated words, but element 2 is blank
            """)
    void definitionsAreChecked(String uri, String message) throws Exception {
        addTool("glm4-tool:" + uri);

        assertThatThrownBy(context::start).hasStackTraceContaining(message);
    }

    @Test
    void aNameBelongsToOneRoute() throws Exception {
        addTool("glm4-tool:lookup?description=one");
        addTool("glm4-tool:lookup?description=two");

        assertThatThrownBy(context::start)
                .hasStackTraceContaining(
                        "tool lookup is already defined by route tool-1: each name can be used by only one");
    }

    @Test
    void aNameIsFreeAgainWhenItsRouteIsStopped() throws Exception {
        addTool("glm4-tool:lookup?description=one");
        context.start();
        context.getRouteController().stopRoute("tool-1");

        addTool("glm4-tool:lookup?description=two");

        assertThat(context.getComponent("glm4-tool", Glm4ToolComponent.class)
                        .tool("lookup")
                        .getDescription())
                .isEqualTo("two");
    }

    @Test
    void aToolCannotBeSentTo() throws Exception {
        context.start();

        assertThatThrownBy(() -> context.createProducerTemplate().sendBody("glm4-tool:lookup", "x"))
                .hasStackTraceContaining("glm4-tool:lookup cannot be used in to(): only models call it");
    }

    @Test
    void aSchemaMayStandInAResource() throws Exception {
        addTool("glm4-tool:order?argSchema=resource:classpath:tools/order-arguments.json&tags= sales , support");
        context.start();

        Glm4ToolEndpoint tool =
                context.getComponent("glm4-tool", Glm4ToolComponent.class).tool("order");
        assertThat(tool.tagSet()).containsExactlyInAnyOrder("sales", "support");
        assertThat(tool.definition().toMap().toString()).contains("description=order");
        Map<String, Object> arguments = Map.of("items", List.of(Map.of("sku", "a", "count", 2)));
        assertThat(tool.definition().arguments(arguments)).isEqualTo(arguments);
    }

    private void addTool(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("tool-" + ++tools).setBody(constant("done"));
            }
        });
    }
}
