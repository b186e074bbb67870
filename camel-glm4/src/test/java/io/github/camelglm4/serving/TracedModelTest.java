package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.BacklogTracer;
import org.junit.jupiter.api.Test;

/** Camel's backlog tracer, which {@code camel run} switches on, makes text of everything that an exchange has. */
class TracedModelTest extends ServingTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setBacklogTracing(true);
        return context;
    }

    @Test
    void aTracedModelAnswers() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:clock?description=Tells the time").setBody(constant("noon"));
                from("glm4:traced").to("glm4:GLM-4-Air?tools=clock").log("${body}");
            }
        });
        server.enqueue(
                Reply.json(
                        "{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":[{\"id\":\"c1\","
                                + "\"type\":\"function\",\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}]}}]}"),
                Reply.completion("It is noon."));

        HttpResponse<String> response = send(chat(asking("traced", "What time is it?", "")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("It is noon.");
        BacklogTracer tracer = context.getCamelContextExtension().getContextPlugin(BacklogTracer.class);
        assertThat(tracer.dumpAllTracedMessages())
                .extracting(message -> message.toJSon(0))
                .anyMatch(message -> message.contains("CamelGlm4CallerGone"));
    }
}
