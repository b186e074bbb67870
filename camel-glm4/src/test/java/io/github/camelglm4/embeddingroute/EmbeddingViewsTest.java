package io.github.camelglm4.embeddingroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One exchange is one call in counters, meters and spans, whatever its number of requests is. */
class EmbeddingViewsTest extends EmbeddingTestSupport {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters);
        context.getRegistry()
                .bind(
                        "tracer",
                        OpenTelemetrySdk.builder()
                                .setTracerProvider(SdkTracerProvider.builder()
                                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                        .build())
                                .build()
                                .getTracer("test"));
        return context;
    }

    @BeforeEach
    void answerWithVectors() {
        server.otherwise(EmbeddingTestSupport::vectors);
    }

    @Test
    void callIsCountedWithTheTokensAndRetriesOfAllRequests() {
        server.enqueue(Reply.error(503, "1305", "busy"));
        embedded(MODEL + "?maxInputs=10", numbers(95));

        assertThat(context.getComponent("glm4", Glm4Component.class).activity().models())
                .singleElement()
                .satisfies(counts -> {
                    assertThat(counts.model()).isEqualTo("embedding-3");
                    assertThat(counts.calls()).isEqualTo(1);
                    assertThat(counts.inFlight()).isZero();
                    assertThat(counts.inputTokens()).isEqualTo(95);
                    assertThat(counts.retries()).isEqualTo(1);
                });
    }

    @Test
    void failureIsTheLastOneOfTheViews() {
        server.otherwise(Reply.error(401, "1000", "no"));
        ask(MODEL, "7");

        assertThat(context.getComponent("glm4", Glm4Component.class).activity().lastFailure())
                .satisfies(last -> {
                    assertThat(last.model()).isEqualTo("embedding-3");
                    assertThat(last.type()).isEqualTo("Glm4AuthenticationException");
                });
    }

    @Test
    void messageWhoseFirstRequestsCannotBeCreatedIsAFailedCall() {
        ask(MODEL, List.of("1", " ").iterator());

        assertThat(context.getComponent("glm4", Glm4Component.class).activity().models())
                .singleElement()
                .satisfies(counts -> {
                    assertThat(counts.failed()).isEqualTo(1);
                    assertThat(counts.inFlight()).isZero();
                });
    }

    @Test
    void metersHaveTheNameOfTheOperation() {
        embedded(MODEL + "?maxInputs=10", numbers(95));

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.operation.name", "embeddings")
                        .tag("gen_ai.request.model", "embedding-3")
                        .tag("gen_ai.response.model", "embedding-3")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("gen_ai.client.token.usage")
                        .tag("gen_ai.operation.name", "embeddings")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(95);
        assertThat(meters.get("gen_ai.client.operation.duration").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    @Test
    void spanHasTheNamesOfTheConventions() {
        embedded(MODEL + "?dimensions=256", "7");

        assertThat(spans.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("embeddings embedding-3");
            assertThat(text(span, "gen_ai.operation.name")).isEqualTo("embeddings");
            assertThat(text(span, "gen_ai.response.model")).isEqualTo("embedding-3");
            assertThat(number(span, "gen_ai.embeddings.dimension.count")).isEqualTo(256);
            assertThat(number(span, "gen_ai.usage.input_tokens")).isEqualTo(1);
        });
    }

    @Test
    void spanHasTheParametersOfARequestInTheBodyButNotItsTexts() {
        embedded(MODEL, Map.of("input", List.of("7"), "dimensions", 512, "encoding_format", "float"));

        assertThat(spans.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(number(span, "gen_ai.embeddings.dimension.count")).isEqualTo(512);
            assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.request.encoding_formats")))
                    .containsExactly("float");
            assertThat(span.getAttributes().asMap()).doesNotContainValue("7").doesNotContainValue(List.of("7"));
        });
    }

    @Test
    void spanOfAFailureHasItsType() {
        server.otherwise(Reply.error(401, "1000", "no"));
        ask(MODEL, "7");

        assertThat(spans.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(text(span, "error.type")).isEqualTo("1000");
        });
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static Long number(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.longKey(name));
    }
}
