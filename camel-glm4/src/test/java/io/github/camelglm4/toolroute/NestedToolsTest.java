package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Tools may ask models themselves, with tools. */
class NestedToolsTest extends ToolTestSupport {

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:expert?parameter.question=string")
                        .setBody(simple("${body[question]}"))
                        .to("glm4:GLM-4-Plus?systemMessage=You know it all.");
                from("glm4-tool:streaming").setBody(constant("hi")).to("glm4:GLM-4-Plus?stream=true");
                from("glm4-tool:again")
                        .process(e -> runs.incrementAndGet())
                        .setBody(constant("hi"))
                        .to(MODEL + "tools=again");
            }
        };
    }

    @Test
    void aToolAsksAnotherModel() {
        server.enqueue(
                calling(call("c1", "expert", "{\"question\":\"Why?\"}")),
                Reply.completion("Because."),
                Reply.completion("ok"));

        List<?> trace = answered("tools=expert").getProperty(Glm4Properties.TOOL_TRACE, List.class);

        request();
        assertThat(request().json()).containsEntry("model", "GLM-4-Plus").doesNotContainKey("tools");
        assertThat(results(request())).containsExactly("Because.");
        assertThat(trace).hasSize(1);
    }

    @Test
    void aStreamedAnswerIsAResultWhenItHasCome() {
        server.enqueue(
                calling(call("c1", "streaming", "{}")), Reply.completionStream("Be", "cause."), Reply.completion("ok"));

        answered("tools=streaming");

        request();
        request();
        assertThat(results(request())).containsExactly("Because.");
    }

    @Test
    void aToolThatAsksAModelThatCallsTheToolEndsAtADepthOfFive() {
        server.otherwise(request -> results(request).isEmpty()
                ? calling(call("c", "again", "{}"))
                : Reply.completion("told: " + results(request).get(0)));

        String answer = answered("tools=again").getMessage().getBody(String.class);

        assertThat(runs).hasValue(5);
        assertThat(answer).isEqualTo("told: ".repeat(5) + "Error: the tool failed");
        Map<?, ?> deepest = messages(server.requests().get(5)).get(2);
        assertThat(deepest.get("content")).isEqualTo("Error: the tool failed");
    }
}
