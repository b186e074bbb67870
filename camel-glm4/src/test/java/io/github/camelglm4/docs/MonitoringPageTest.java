package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The metrics, spans and views in docs/monitoring.md exist, with the options that it names. The limit includes the
 * start of an application with all its libraries: a new JVM loads 7,000 classes, which takes a minute on a busy
 * machine.
 */
@Timeout(300)
class MonitoringPageTest {

    private static final MarkdownPage PAGE = MarkdownPage.all().stream()
            .filter(page -> page.path().endsWith("monitoring.md"))
            .findFirst()
            .orElseThrow();

    private final ScriptedServer server = ScriptedServer.start();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @Test
    void everythingItNamesIsThere() throws Exception {
        Main application = start();
        try {
            ask(application.getCamelContext());

            await().atMost(LATER).untilAsserted(() -> {
                assertThat(seen()).containsAll(named("gen_ai\\.[a-z_.]+"));
                assertThat(meters.scrape().lines().map(line -> line.replaceAll("_count.*", "")))
                        .containsAll(named("(?m)^gen_ai_\\w+$"));
            });
            assertThat(console(application.getCamelContext()))
                    .contains("Endpoint glm4://GLM-4-Air at", "Model GLM-4-Air: calls 3,", "Connections:", "Pool:");
            assertThat(HealthCheckHelper.invokeReadiness(application.getCamelContext(), "full"))
                    .anyMatch(result -> result.getCheck().getId().equals("producer:glm4-ask"));
        } finally {
            application.stop();
            server.close();
        }
    }

    private Main start() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.glm4.base-url", server.baseUrl());
        main.addInitialProperty("camel.component.glm4.api-key", "k");
        for (MarkdownPage.CodeBlock block : PAGE.blocks()) {
            if (block.language().equals("properties")) {
                Properties properties = new Properties();
                properties.load(new StringReader(block.code()));
                properties.forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
            }
        }
        main.addInitialProperty("camel.component.glm4.telemetry-content", "true");
        main.bind("meters", meters);
        main.bind(
                "telemetry",
                OpenTelemetrySdk.builder()
                        .setTracerProvider(SdkTracerProvider.builder()
                                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                .build())
                        .build());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .routeId("ask")
                        .to("glm4:GLM-4-Air?tools=lookup&temperature=0.5&topP=0.5&maxTokens=9&stop=END"
                                + "&additionalBodyProperty.seed=7&additionalBodyProperty.top_k=5"
                                + "&additionalBodyProperty.frequency_penalty=0.1&additionalBodyProperty.presence_penalty=0.1"
                                + "&systemMessage=Be kind.&responseFormat=json_object&memory=true&conversationId=anna");
                from("direct:stream").to("glm4:GLM-4-Air?stream=true&additionalBodyProperty.n=2");
                from("direct:embed").to("glm4-embedding:embedding-3");
                from("glm4-tool:lookup?parameter.id=string").setBody(constant("found"));
            }
        });
        main.start();
        return main;
    }

    private void ask(CamelContext context) throws Exception {
        Map<String, Object> call =
                Map.of("id", "c1", "type", "function", "function", Map.of("name", "lookup", "arguments", "{}"));
        server.enqueue(
                Reply.json(answer(Map.of("role", "assistant", "tool_calls", List.of(call)), "tool_calls")),
                Reply.json(answer(Map.of("role", "assistant", "content", "{}"), "stop")),
                Reply.completionStream("one ", "two"),
                Reply.json("{\"data\":[{\"index\":0,\"embedding\":[1]}]}"),
                Reply.error(400, "1210", "no such parameter"));
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.send("direct:ask", exchange -> {
                exchange.getMessage().setBody("hi");
                exchange.getMessage().setHeader("CamelGlm4ConversationId", "anna");
            });
            template.requestBody("direct:stream", "hi", ChatCompletionStream.class)
                    .text();
            template.requestBody("direct:embed", Map.of("input", "hi", "dimensions", 1, "encoding_format", "float"));
            template.send("direct:stream", exchange -> exchange.getMessage().setBody("hi"));
        }
    }

    private static String answer(Map<String, Object> message, String reason) {
        return Json.writeText(Map.of(
                "id",
                "a1",
                "model",
                "glm-4-air",
                "choices",
                List.of(Map.of("finish_reason", reason, "message", message)),
                "usage",
                Map.of(
                        "prompt_tokens",
                        10,
                        "completion_tokens",
                        5,
                        "prompt_tokens_details",
                        Map.of("cached_tokens", 2),
                        "completion_tokens_details",
                        Map.of("reasoning_tokens", 1))));
    }

    private static String console(CamelContext context) {
        return (String) context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("glm4")
                .call(DevConsole.MediaType.TEXT, Map.of());
    }

    /** Returns the names of attributes of spans and of tags of meters. */
    private Set<String> seen() {
        Set<String> seen = new TreeSet<>();
        spans.getFinishedSpanItems()
                .forEach(span -> span.getAttributes().forEach((name, value) -> seen.add(name.getKey())));
        meters.getMeters().forEach(meter -> meter.getId().getTags().forEach(tag -> seen.add(tag.getKey())));
        return seen;
    }

    private static Set<String> named(String pattern) {
        Set<String> names = Pattern.compile(pattern)
                .matcher(PAGE.text())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(names).isNotEmpty();
        return names;
    }
}
