package io.github.camelglm4.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A meter registry that rejects every meter, with any exception, does not affect calls. */
@Timeout(60)
class FailingListenerTest extends Glm4TestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (id.getName().contains("chunk")) {
                    throw new NoSuchMethodError("another version");
                }
                throw new IllegalArgumentException("there is a meter of that name with other tags");
            }
        });
        context.getRegistry().bind("meters", registry);
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getRetry().setMaxRetries(0);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:push").to("glm4:GLM-4-Air?streamTo=direct:chunk");
                from("direct:chunk").to("log:chunk");
                from("glm4-tool:lookup?parameter.id=string").setBody(constant("found"));
            }
        };
    }

    @Test
    void answersAndFailuresAreTheirOwn() {
        server.enqueue(Reply.completion("An answer."), Reply.error(429, "1302", "too many"));

        assertThat(ask("glm4:GLM-4-Air", "hi").getMessage().getBody()).isEqualTo("An answer.");
        assertThat(ask("glm4:GLM-4-Air", "hi").getException()).isInstanceOf(Glm4RateLimitException.class);
        assertThat(counts().inFlight()).isZero();
        assertThat(counts().failed()).isEqualTo(1);
    }

    @Test
    void streamsEnd() {
        server.otherwise(Reply.completionStream("one ", "two ", "three"));

        try (ChatCompletionStream stream =
                template.requestBody("glm4:GLM-4-Air?stream=true", "hi", ChatCompletionStream.class)) {
            assertThat(stream.text()).isEqualTo("one two three");
        }
        assertThat(ask("direct:push", "hi").getMessage().getBody()).isEqualTo("one two three");
    }

    @Test
    void toolsAreRun() {
        Map<String, Object> call = Map.of(
                "id", "c1", "type", "function", "function", Map.of("name", "lookup", "arguments", "{\"id\": \"7\"}"));
        server.enqueue(
                Reply.json(Json.writeText(Map.of(
                        "choices",
                        List.of(Map.of(
                                "finish_reason",
                                "tool_calls",
                                "message",
                                Map.of("role", "assistant", "tool_calls", List.of(call))))))),
                Reply.completion("An answer."));

        assertThat(ask("glm4:GLM-4-Air?tools=lookup", "hi").getMessage().getBody())
                .isEqualTo("An answer.");
        assertThat(server.requests().get(1).text()).contains("found");
    }

    private ModelCounts counts() {
        return context.getComponent("glm4", Glm4Component.class).activity().total();
    }
}
