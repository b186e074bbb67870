package io.github.camelglm4.telemetry;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The meters of calls in Prometheus, if the application has a meter registry. */
@Timeout(60)
class MetersTest extends Glm4TestSupport {

    private static final String DURATION = "gen_ai_client_operation_duration_seconds";
    private static final String TOKENS = "gen_ai_client_token_usage";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", registry);
        context.getComponent("glm4", Glm4Component.class).getRetry().setMaxRetries(0);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:lookup?parameter.id=string").setBody(constant("found"));
            }
        };
    }

    @Test
    void durationAndTokensOfAnAnswer() {
        server.enqueue(Reply.completion("An answer."));
        ask("glm4:GLM-4-Air", "hi");

        String call = only(DURATION + "_count");
        assertThat(call)
                .contains("gen_ai_operation_name=\"chat\"")
                .contains("gen_ai_provider_name=\"zhipu_ai\"")
                .contains("gen_ai_system=\"zhipu_ai\"")
                .contains("gen_ai_request_model=\"GLM-4-Air\"")
                .contains("gen_ai_response_model=\"glm-4\"")
                .contains("server_address=\"127.0.0.1\"")
                .contains("server_port=\"" + server.port() + "\"")
                .contains("error_type=\"\"")
                .endsWith(" 1");
        assertThat(buckets(DURATION))
                .containsExactly(
                        "0.01", "0.02", "0.04", "0.08", "0.16", "0.32", "0.64", "1.28", "2.56", "5.12", "10.24",
                        "20.48", "40.96", "81.92", "+Inf");
        assertThat(lines(TOKENS + "_sum", "gen_ai_token_type=\"input\""))
                .singleElement()
                .asString()
                .endsWith(" " + GlmJson.PROMPT_TOKENS + ".0");
        assertThat(lines(TOKENS + "_sum", "gen_ai_token_type=\"output\""))
                .singleElement()
                .asString()
                .endsWith(" " + GlmJson.COMPLETION_TOKENS + ".0");
        assertThat(lines(TOKENS + "_bucket", "gen_ai_token_type=\"input\"")).hasSize(15);
        assertThat(lines(TOKENS + "_bucket", "le=\"6.7108864E7\"")).hasSize(2);
        assertThat(registry.scrape()).doesNotContain("chunk");
    }

    /** The number of values of each tag alone is small. */
    @Test
    void modelsAskedAndModelsThatAnswerAreBoundedTogether() {
        AtomicInteger answers = new AtomicInteger();
        server.recordNothing();
        server.otherwise(request -> Reply.json(GlmJson.completion("hi")
                .replace("\"model\":\"glm-4\"", "\"model\":\"answering-" + answers.incrementAndGet() % 45 + "\"")));
        for (int i = 0; i < 45 * 45; i++) {
            ask("glm4:GLM-4-Air", "hi", Map.of(Glm4Headers.MODEL, "asked-" + i / 45));
        }

        assertThat(lines(DURATION + "_count", "asked-")).hasSizeBetween(1_000, 1_000 + 45);
        assertThat(lines(DURATION + "_count", "(others)")).hasSizeBetween(1, 45);
    }

    @Test
    void codesThatThePlatformDoesNotDocumentAreNoMetersOfTheirOwn() {
        AtomicInteger codes = new AtomicInteger(20_000);
        server.otherwise(request -> Reply.error(400, String.valueOf(codes.incrementAndGet()), "no"));
        for (int i = 0; i < 50; i++) {
            ask("glm4:GLM-4-Air", "hi");
        }

        assertThat(lines(DURATION + "_count", "error_type="))
                .singleElement()
                .asString()
                .contains("error_type=\"400\"");
    }

    @Test
    void failureIsToldByTheCodeOfTheService() {
        server.enqueue(Reply.completion("An answer."), Reply.error(429, "1302", "too many"), Reply.empty(503));
        ask("glm4:GLM-4-Air", "hi");
        ask("glm4:GLM-4-Air", "hi");
        ask("glm4:GLM-4-Air", "hi");

        assertThat(lines(DURATION + "_count", "error_type=\"1302\"")).hasSize(1);
        assertThat(lines(DURATION + "_count", "error_type=\"503\"")).hasSize(1);
        assertThat(lines(DURATION + "_count", "error_type=\"\"")).hasSize(1);
    }

    @Test
    void chunksOfAStream() {
        server.enqueue(Reply.completionStream("one ", "two ", "three ", "four"));
        try (ChatCompletionStream stream =
                template.requestBody("glm4:GLM-4-Air?stream=true", "hi", ChatCompletionStream.class)) {
            assertThat(stream.text()).isEqualTo("one two three four");
        }

        await().atMost(SOON).until(() -> !lines(DURATION + "_count").isEmpty());
        assertThat(only("gen_ai_client_operation_time_to_first_chunk_seconds_count"))
                .endsWith(" 1");
        assertThat(only("gen_ai_client_operation_time_per_output_chunk_seconds_count"))
                .endsWith(" 3");
        assertThat(buckets("gen_ai_client_operation_time_to_first_chunk_seconds"))
                .hasSize(15);
        assertThat(lines(TOKENS + "_count")).hasSize(2);
    }

    @Test
    void ofSeveralRegistriesTheOneThatStandsForAllIsUsed() {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        context.getRegistry().bind("other", other);
        context.getRegistry().bind("all", new CompositeMeterRegistry(Clock.SYSTEM, List.of(registry, other)));
        component.stop();
        component.start();
        server.enqueue(Reply.completion("An answer."));
        ask("glm4:GLM-4-Plus", "hi");

        assertThat(only(DURATION + "_count")).endsWith(" 1");
        assertThat(other.get("gen_ai.client.operation.duration").timer().count())
                .isEqualTo(1);
    }

    @Test
    void toolsThatTheModelCalls() {
        Map<String, Object> call = Map.of(
                "id", "c1", "type", "function", "function", Map.of("name", "lookup", "arguments", "{\"id\": \"7\"}"));
        server.enqueue(
                Reply.json(Json.writeText(Map.of(
                        "choices",
                        List.of(Map.of(
                                "finish_reason",
                                "tool_calls",
                                "message",
                                Map.of("role", "assistant", "tool_calls", List.of(call)))),
                        "usage",
                        Map.of("prompt_tokens", 10, "completion_tokens", 5)))),
                Reply.completion("An answer."));
        ask("glm4:GLM-4-Air?tools=lookup", "hi");

        assertThat(only("gen_ai_execute_tool_duration_seconds_count"))
                .contains("gen_ai_tool_name=\"lookup\"")
                .endsWith(" 1");
        assertThat(only(DURATION + "_count"))
                .as("one call, for any number of requests")
                .endsWith(" 1");
        assertThat(lines(TOKENS + "_sum", "gen_ai_token_type=\"input\""))
                .singleElement()
                .asString()
                .endsWith(" " + (10 + GlmJson.PROMPT_TOKENS) + ".0");
    }

    private String only(String meter) {
        List<String> lines = lines(meter);
        assertThat(lines).as(registry.scrape()).hasSize(1);
        return lines.get(0);
    }

    private List<String> lines(String meter, String... parts) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(meter + "{"))
                .filter(line -> Stream.of(parts).allMatch(line::contains))
                .toList();
    }

    private List<String> buckets(String meter) {
        return lines(meter + "_bucket").stream()
                .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
