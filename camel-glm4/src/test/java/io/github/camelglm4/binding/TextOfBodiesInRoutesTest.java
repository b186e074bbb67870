package io.github.camelglm4.binding;

import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.header;
import static org.apache.camel.builder.Builder.simple;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.StringAggregationStrategy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps of a route that copy, log or join our bodies treat them as their text, and never use the single reader of a
 * stream.
 */
@Timeout(60)
class TextOfBodiesInRoutesTest extends Glm4TestSupport {

    private static final String TEXT = "say boom, please";
    private static final Map<String, Consumer<RouteDefinition>> STEPS = Map.of(
            "log", r -> r.log("${body}").to("log:x?showBody=true").setBody(simple("pre ${body}")),
            "validate", r -> r.validate(body().contains("boom")).convertBodyTo(String.class),
            "wireTap", r -> r.wireTap("direct:upper").setBody(simple("pre ${body}")),
            "multicast",
                    r -> r.multicast(new StringAggregationStrategy().delimiter("|"))
                            .parallelProcessing()
                            .to("direct:upper", "direct:upper"),
            "enrich", r -> r.enrich("direct:upper"),
            "loop",
                    r -> r.loop(2)
                            .setHeader("all", simple("${header.all}${body}"))
                            .end()
                            .setBody(header("all")),
            "toD", r -> r.toD("log:x${body.length}").setBody(simple("${header.CamelToEndpoint}${body}")),
            "property", r -> r.setProperty("p", body()).setVariable("v", body()).setBody(simple("${variable.v}")),
            "seda", r -> r.to("seda:upper"));

    enum Kind {
        REQUEST,
        COMPLETION,
        STREAM
    }

    static Stream<Arguments> steps() {
        return Stream.of(Kind.values())
                .flatMap(kind -> STEPS.keySet().stream()
                        .sorted()
                        .flatMap(step -> Stream.of(true, false).map(cached -> Arguments.of(kind, step, cached))));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                STEPS.forEach((name, steps) -> {
                    steps.accept(from("direct:" + name + "-true").streamCache("true"));
                    steps.accept(from("direct:" + name + "-false").streamCache("false"));
                });
                from("seda:upper?pollTimeout=20").to("direct:upper");
                from("direct:upper").setBody(simple("up ${uppercase(${body})}"));
            }
        };
    }

    @ParameterizedTest
    @MethodSource("steps")
    void areThoseOfTheText(Kind kind, String step, boolean cached) {
        String route = "direct:" + step + "-" + cached;
        Object body = ours(kind);

        assertThat(outcome(route, body)).isEqualTo(outcome(route, TEXT));
        if (body instanceof ChatCompletionStream stream) {
            assertThat(stream.hasReader()).isFalse();
        }
    }

    private String outcome(String route, Object body) {
        Exchange exchange = ask(route, body);
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    private Object ours(Kind kind) {
        return switch (kind) {
            case REQUEST -> new ChatCompletionRequest("m", List.of(ChatMessage.system("x"), ChatMessage.user(TEXT)));
            case COMPLETION -> answer("output=completion", Reply.completion(TEXT));
            case STREAM -> answer("stream=true", Reply.completionStream("say boom", ", please"));
        };
    }

    private Object answer(String option, Reply reply) {
        server.enqueue(reply);
        return template.requestBody("glm4:GLM-4-Air?" + option, "hi");
    }
}
