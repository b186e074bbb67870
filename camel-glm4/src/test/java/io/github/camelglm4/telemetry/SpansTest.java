package io.github.camelglm4.telemetry;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The spans of calls and those of Camel, as received by an exporter. */
@Timeout(60)
class SpansTest extends Glm4TestSupport {

    private static final String INSTRUCTIONS = "Be as kind as you can.";

    private final int port = FreePort.next();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Tracer tracer = telemetry.getTracer("test");
        context.getRegistry().bind("tracer", tracer);
        context.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        new OpenTelemetryTracer().init(context);
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getRetry().setMaxRetries(0);
        component.getServer().setServerPort(port);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .routeId("ask")
                        .to("glm4:GLM-4-Air?temperature=0.5&maxTokens=9&systemMessage=" + INSTRUCTIONS);
                from("direct:remembered").to("glm4:GLM-4-Air?memory=true&conversationId=shared");
                from("glm4:proxy").to("glm4:GLM-4-Plus");
                from("direct:stream").to("glm4:GLM-4-Air?stream=true");
                from("direct:tools").to("glm4:GLM-4-Air?tools=lookup");
                from("glm4-tool:lookup?parameter.id=string").setBody(constant("found"));
            }
        };
    }

    @Test
    void callIsAChildOfCamelsSpanWithNumbers() {
        server.enqueue(Reply.completion("An answer."));
        ask("direct:ask", "A question?");

        SpanData chat = only("chat GLM-4-Air");
        SpanData camel = parent(chat);
        assertThat(camel.getAttributes().get(text("component"))).isEqualTo("camel-glm4");
        assertThat(camel.getAttributes().get(text("gen_ai.operation.name"))).isEqualTo("chat");
        assertThat(camel.getAttributes().get(text("gen_ai.response.model"))).isEqualTo("glm-4");
        assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(chat.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        assertThat(chat.getAttributes().get(text("gen_ai.operation.name"))).isEqualTo("chat");
        assertThat(chat.getAttributes().get(text("gen_ai.provider.name"))).isEqualTo("zhipu_ai");
        assertThat(chat.getAttributes().get(text("gen_ai.system"))).isEqualTo("zhipu_ai");
        assertThat(chat.getAttributes().get(text("gen_ai.request.model"))).isEqualTo("GLM-4-Air");
        assertThat(chat.getAttributes().get(text("gen_ai.response.model"))).isEqualTo("glm-4");
        assertThat(chat.getAttributes().get(text("gen_ai.response.id"))).isEqualTo("8239375684858666781");
        assertThat(chat.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                .containsExactly("stop");
        assertThat(chat.getAttributes().get(number("gen_ai.usage.input_tokens")))
                .isEqualTo(GlmJson.PROMPT_TOKENS);
        assertThat(chat.getAttributes().get(number("gen_ai.usage.output_tokens")))
                .isEqualTo(GlmJson.COMPLETION_TOKENS);
        assertThat(chat.getAttributes().get(number("gen_ai.request.max_tokens")))
                .isEqualTo(9);
        assertThat(chat.getAttributes().get(AttributeKey.doubleKey("gen_ai.request.temperature")))
                .isEqualTo(0.5);
        assertThat(chat.getAttributes().get(text("server.address"))).isEqualTo("127.0.0.1");
        assertThat(chat.getAttributes().get(number("server.port"))).isEqualTo(server.port());
        assertThat(chat.getAttributes().get(number("gen_ai.response.time_to_first_chunk")))
                .isNull();
    }

    @Test
    void conversationIsToldOfCallsThatAreTurnsOfOne() {
        server.otherwise(Reply.completion("An answer."));
        ask("direct:remembered", "A question?");
        template.requestBodyAndHeader("direct:ask", "A question?", "CamelGlm4ConversationId", "not remembered");

        assertThat(named("chat GLM-4-Air"))
                .extracting(chat -> chat.getAttributes().get(text("gen_ai.conversation.id")))
                .containsExactlyInAnyOrder("shared", null);
    }

    @Test
    void whatIsSaidAndTheKeyAreInNoSpan() {
        server.enqueue(
                Reply.completion("An answer."), Reply.error(400, "1214", "no such thing as: A question? " + KEY));
        ask("direct:ask", "A question?");
        ask("direct:ask", "A question?");

        assertThat(named("chat GLM-4-Air")).hasSize(2);
        // spans of other endpoints are Camel's own, and contain the message of an exception
        assertThat(Stream.of("chat GLM-4-Air", "glm4").map(this::named).toList().toString())
                .doesNotContain(INSTRUCTIONS)
                .doesNotContain("A question?")
                .doesNotContain("An answer.")
                .doesNotContain(KEY);
    }

    @Test
    void whatIsSaidIsThereWhenTheApplicationWantsIt() throws Exception {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getTelemetry().setTelemetryContent(true);
        component.getTelemetry().setTelemetrySystem(false);
        component.stop();
        component.start();
        server.enqueue(Reply.completion("An answer."));
        context.getRouteController().stopRoute("ask");
        context.getRouteController().startRoute("ask");
        ask("direct:ask", "A question?");

        SpanData chat = only("chat GLM-4-Air");
        assertThat(chat.getAttributes().get(text("gen_ai.system_instructions")))
                .isEqualTo("[{\"type\":\"text\",\"content\":\"" + INSTRUCTIONS + "\"}]");
        assertThat(chat.getAttributes().get(text("gen_ai.input.messages")))
                .contains("\"role\":\"user\"", "{\"type\":\"text\",\"content\":\"A question?\"}");
        assertThat(chat.getAttributes().get(text("gen_ai.output.messages")))
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"An answer.\"}],"
                        + "\"finish_reason\":\"stop\"}]");
        assertThat(chat.getAttributes().get(text("gen_ai.provider.name"))).isEqualTo("zhipu_ai");
        assertThat(chat.getAttributes().get(text("gen_ai.system"))).isNull();
    }

    @Test
    void failureIsAnErrorWithItsType() {
        server.enqueue(Reply.error(429, "1302", "too many"));
        ask("direct:ask", "A question?");

        SpanData chat = only("chat GLM-4-Air");
        assertThat(chat.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(chat.getAttributes().get(text("error.type"))).isEqualTo("1302");
        assertThat(parent(chat).getAttributes().get(text("error.type"))).isEqualTo("1302");
    }

    @Test
    void callsSideBySideFromOneThreadKeepTheirParents() {
        CompletableFuture<Void> both = new CompletableFuture<>();
        server.otherwise(Reply.completion("An answer.").after(both));
        Calls calls = new Calls(context, "direct:ask");
        calls.send("one");
        calls.send("two");
        server.awaitRequests(2, SOON);
        both.complete(null);
        calls.awaitAll(SOON);

        await().atMost(SOON).until(() -> named("chat GLM-4-Air").size() == 2);
        List<SpanData> chats = named("chat GLM-4-Air");
        assertThat(chats.stream().map(SpanData::getTraceId).distinct()).hasSize(2);
        assertThat(chats.stream().map(chat -> parent(chat).getSpanId()).distinct())
                .hasSize(2);
    }

    @Test
    void streamIsOverWithItsLastChunk() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(Reply.stream()
                .event(GlmJson.delta("one "))
                .await(rest)
                .event(GlmJson.delta("two"))
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk());
        try (ChatCompletionStream stream =
                template.requestBody("direct:stream", "A question?", ChatCompletionStream.class)) {
            assertThat(named("chat GLM-4-Air")).as("before the end").isEmpty();
            rest.complete(null);
            assertThat(stream.text()).isEqualTo("one two");
        }

        await().atMost(SOON).until(() -> named("chat GLM-4-Air").size() == 1);
        SpanData chat = only("chat GLM-4-Air");
        assertThat(parent(chat).getAttributes().get(text("component"))).isEqualTo("camel-glm4");
        assertThat(chat.getAttributes().get(AttributeKey.booleanKey("gen_ai.request.stream")))
                .isTrue();
        assertThat(chat.getAttributes().get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
                .isPositive()
                .isLessThan((chat.getEndEpochNanos() - chat.getStartEpochNanos()) / 1e9 + 0.001);
        assertThat(chat.getAttributes().get(number("gen_ai.usage.input_tokens")))
                .isEqualTo(GlmJson.PROMPT_TOKENS);
    }

    @Test
    void streamThatBreaksOrIsClosedIsAnError() {
        server.enqueue(Reply.stream().event(GlmJson.delta("one ")).close());
        ask("direct:stream", "A question?")
                .getMessage()
                .getBody(ChatCompletionStream.class)
                .completion();
        await().atMost(SOON).until(() -> named("chat GLM-4-Air").size() == 1);

        assertThat(only("chat GLM-4-Air").getAttributes().get(text("error.type")))
                .endsWith("Glm4TruncatedException");
    }

    @Test
    void toolsAreChildrenOfTheCall() {
        server.enqueue(calling("c1", "c2"), Reply.completion("An answer."));
        ask("direct:tools", "A question?");

        SpanData chat = only("chat GLM-4-Air");
        assertThat(chat.getAttributes().get(number("gen_ai.usage.input_tokens")))
                .isEqualTo(10 + GlmJson.PROMPT_TOKENS);
        List<SpanData> tools = named("execute_tool lookup");
        assertThat(tools).hasSize(2).allSatisfy(tool -> {
            assertThat(tool.getParentSpanId()).isEqualTo(chat.getSpanId());
            assertThat(tool.getAttributes().get(text("gen_ai.operation.name"))).isEqualTo("execute_tool");
            assertThat(tool.getAttributes().get(text("gen_ai.tool.name"))).isEqualTo("lookup");
            assertThat(tool.getAttributes().get(text("gen_ai.tool.type"))).isEqualTo("function");
        });
        assertThat(tools.stream().map(tool -> tool.getAttributes().get(text("gen_ai.tool.call.id"))))
                .containsExactlyInAnyOrder("c1", "c2");
        assertThat(exporter.getFinishedSpanItems().stream()
                        .map(SpanData::getTraceId)
                        .distinct())
                .as("the routes of the tools are in the same trace")
                .hasSize(1);
    }

    @Test
    void gatewayGoesOnWithTheTraceOfItsCaller() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        server.enqueue(Reply.completion("An answer."));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"proxy\",\"messages\":[{\"role\":\"user\",\"content\":\"A question?\"}]}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);

        await().atMost(SOON).until(() -> named("glm4").size() == 2);
        SpanData chat = only("chat GLM-4-Plus");
        SpanData asks = parent(chat);
        SpanData served = parent(asks);
        assertThat(chat.getTraceId()).isEqualTo(trace);
        assertThat(asks.getAttributes().get(text("gen_ai.operation.name"))).isEqualTo("chat");
        assertThat(served.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(served.getAttributes().get(text("camel.uri"))).isEqualTo("glm4://proxy");
        assertThat(served.getAttributes().get(text("gen_ai.provider.name"))).isNull();
    }

    private static Reply calling(String... ids) {
        List<Map<String, Object>> calls = Stream.of(ids)
                .map(id -> Map.<String, Object>of(
                        "id", id, "type", "function", "function", Map.of("name", "lookup", "arguments", "{}")))
                .toList();
        return Reply.json(Json.writeText(Map.of(
                "choices",
                List.of(Map.of(
                        "finish_reason", "tool_calls", "message", Map.of("role", "assistant", "tool_calls", calls))),
                "usage",
                Map.of("prompt_tokens", 10, "completion_tokens", 5))));
    }

    private SpanData parent(SpanData span) {
        return exporter.getFinishedSpanItems().stream()
                .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
                .findFirst()
                .orElseThrow();
    }

    private SpanData only(String name) {
        List<SpanData> spans = named(name);
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static AttributeKey<String> text(String name) {
        return AttributeKey.stringKey(name);
    }

    private static AttributeKey<Long> number(String name) {
        return AttributeKey.longKey(name);
    }
}
