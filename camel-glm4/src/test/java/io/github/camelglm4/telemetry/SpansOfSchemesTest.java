package io.github.camelglm4.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Reply;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel's own spans of the schemes besides {@code glm4}. */
@Timeout(60)
class SpansOfSchemesTest extends Glm4TestSupport {

    private static final Map<String, String> ANSWERS = Map.of(
            "glm4-embedding", "{\"model\":\"e3\",\"data\":[{\"index\":0,\"embedding\":[1,0]}]}",
            "glm4-moderation", "{\"id\":\"m1\",\"result_list\":[{\"risk_level\":\"PASS\",\"risk_type\":[]}]}",
            "glm4-rerank", "{\"id\":\"r1\",\"results\":[{\"index\":0,\"relevance_score\":0.5}]}");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Tracer tracer = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build()
                .getTracer("test");
        context.getRegistry().bind("tracer", tracer);
        context.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        new OpenTelemetryTracer().init(context);
        context.getComponent("glm4", Glm4Component.class).getRetry().setMaxRetries(0);
        return context;
    }

    private Exchange send(String uri) {
        return ask(uri, List.of("A question?"), Map.of("CamelGlm4RerankQuery", "Which?"));
    }

    @ParameterizedTest
    @CsvSource({
        "glm4-embedding, embedding-3, dimensions=2, embeddings",
        "glm4-moderation, moderation, rejectAt=REJECT, moderation",
        "glm4-rerank, rerank, topN=1, rerank"
    })
    void spanHasTheOperationOfItsChildAndNoOptions(String scheme, String model, String option, String operation) {
        server.otherwise(Reply.json(ANSWERS.get(scheme)));

        assertThat(failure(send(scheme + ":" + model + "?" + option))).isNull();

        SpanData call = only(operation + " " + model);
        SpanData camel = only(scheme);
        assertThat(call.getParentSpanId()).isEqualTo(camel.getSpanId());
        assertThat(text(call, "gen_ai.operation.name")).isEqualTo(operation);
        assertThat(text(camel, "gen_ai.operation.name")).isEqualTo(operation);
        assertThat(text(camel, "gen_ai.provider.name")).isEqualTo("zhipu_ai");
        assertThat(text(camel, "gen_ai.system")).isEqualTo("zhipu_ai");
        assertThat(text(camel, "gen_ai.request.model")).isEqualTo(model);
        assertThat(text(camel, "gen_ai.response.model")).isEqualTo(text(call, "gen_ai.response.model"));
        assertThat(text(camel, "gen_ai.response.id")).isEqualTo(text(call, "gen_ai.response.id"));
        assertThat(text(camel, "component")).isEqualTo("camel-" + scheme);
        assertThat(text(camel, "camel.uri")).isEqualTo(scheme + "://" + model);
        assertThat(camel.toString()).doesNotContain(option).doesNotContain("A question?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glm4-batch:reviews?model=GLM-4-Air&systemMessage=Be kind.",
                "glm4-embedding:embedding-3",
                "glm4-moderation:moderation",
                "glm4-rerank:rerank"
            })
    void failureIsAnErrorWithItsTypeAndWithoutWhatTheServiceSays(String uri) {
        server.otherwise(Reply.error(429, "1302", "too many: A question?"));

        assertThat(failure(send(uri))).hasMessageContaining("too many: A question?");

        SpanData camel = only(uri.substring(0, uri.indexOf(':')));
        assertThat(camel.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(camel, "error.type")).isEqualTo("1302");
        assertThat(camel.toString()).doesNotContain("A question?").doesNotContain("Be kind.");
    }

    private SpanData only(String name) {
        List<SpanData> named = exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertThat(named).as(name).hasSize(1);
        return named.get(0);
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
