package io.github.camelglm4.telemetry;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.watch.CallListener;
import io.github.camelglm4.watch.ToolListener;
import io.github.camelglm4.watch.WatchedCall;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/**
 * The spans of calls and of their tools. The span of a call is a child of the current span when the exchange calls the
 * model, such as Camel's own. It ends with the last chunk, on any thread.
 */
final class CallSpans implements CallListener.Factory {

    private static final int LONGEST_NAME = 200;

    /** Parameters whose span attributes have the same names. */
    private static final List<String> NUMBERS =
            List.of("temperature", "top_p", "frequency_penalty", "presence_penalty");

    private static final List<String> WHOLE_NUMBERS = List.of("max_tokens", "seed", "top_k");
    private static final String LIBRARY = "io.github.camel-glm4";

    private final Tracer tracer;
    private final boolean withSystem;
    private final boolean withContent;

    private CallSpans(Tracer tracer, boolean withSystem, boolean withContent) {
        this.tracer = tracer;
        this.withSystem = withSystem;
        this.withContent = withContent;
    }

    /** Creates the factory with the tracer of the registry or the global one; null if there is none. */
    static CallListener.Factory of(CamelContext context, boolean withSystem, boolean withContent) {
        Tracer tracer = tracer(context);
        return tracer == null ? null : new CallSpans(tracer, withSystem, withContent);
    }

    private static Tracer tracer(CamelContext context) {
        Tracer tracer = CamelContextHelper.findSingleByType(context, Tracer.class);
        if (tracer != null) {
            return tracer;
        }
        OpenTelemetry telemetry = CamelContextHelper.findSingleByType(context, OpenTelemetry.class);
        if (telemetry == null && GlobalOpenTelemetry.isSet()) {
            telemetry = GlobalOpenTelemetry.get();
        }
        return telemetry == null ? null : telemetry.getTracer(LIBRARY);
    }

    @Override
    public CallListener begin(WatchedCall call) {
        SpanBuilder builder =
                tracer.spanBuilder(call.asked().operation() + " " + model(call)).setSpanKind(SpanKind.CLIENT);
        GenAi.begun(call, withSystem).forEach(builder::setAttribute);
        builder.setAttribute(GenAi.REQUEST_MODEL, model(call));
        builder.setAttribute(GenAi.SERVER_PORT, (long) call.asked().port());
        setRequest(builder, call);
        return new Listener(call, builder.startSpan());
    }

    /** The name in the request. Only its length is limited: spans are not aggregated, so there may be any number. */
    private static String model(WatchedCall call) {
        return PrintableText.clip(call.asked().model(), LONGEST_NAME);
    }

    private static void setRequest(SpanBuilder span, WatchedCall call) {
        Map<String, Object> parameters = call.asked().parameters();
        for (String name : NUMBERS) {
            if (parameters.get(name) instanceof Number number) {
                span.setAttribute("gen_ai.request." + name, number.doubleValue());
            }
        }
        for (String name : WHOLE_NUMBERS) {
            if (parameters.get(name) instanceof Number number) {
                span.setAttribute("gen_ai.request." + name, number.longValue());
            }
        }
        if (parameters.get("n") instanceof Number choices && choices.intValue() != 1) {
            span.setAttribute("gen_ai.request.choice.count", choices.longValue());
        }
        setEmbedding(span, parameters);
        setStop(span, parameters.get("stop"));
        if (Boolean.TRUE.equals(parameters.get("stream"))) {
            span.setAttribute("gen_ai.request.stream", true);
        }
        String format = Fields.text(Fields.object(parameters, "response_format"), "type");
        if (format != null) {
            span.setAttribute("gen_ai.output.type", format.startsWith("json") ? "json" : PrintableText.name(format));
        }
        if (call.asked().conversationId() != null) {
            span.setAttribute(
                    "gen_ai.conversation.id", PrintableText.name(call.asked().conversationId()));
        }
    }

    private static void setEmbedding(SpanBuilder span, Map<String, Object> parameters) {
        if (parameters.get("dimensions") instanceof Number dimensions) {
            span.setAttribute("gen_ai.embeddings.dimension.count", dimensions.longValue());
        }
        if (parameters.get("encoding_format") instanceof String format) {
            span.setAttribute(
                    AttributeKey.stringArrayKey("gen_ai.request.encoding_formats"),
                    List.of(PrintableText.name(format)));
        }
    }

    private static void setStop(SpanBuilder span, Object stop) {
        List<?> all = stop instanceof List<?> several ? several : stop == null ? List.of() : List.of(stop);
        if (!all.isEmpty()) {
            span.setAttribute(
                    AttributeKey.stringArrayKey("gen_ai.request.stop_sequences"),
                    all.stream().map(String::valueOf).map(PrintableText::name).toList());
        }
    }

    private final class Listener implements CallListener {

        private final WatchedCall call;
        private final Span span;
        private final Context surroundings;

        Listener(WatchedCall call, Span span) {
            this.call = call;
            this.span = span;
            this.surroundings = Context.current().with(span);
        }

        @Override
        public ToolListener tool(String name, String callId) {
            Span tool = tracer.spanBuilder(GenAi.EXECUTE_TOOL + " " + PrintableText.name(name))
                    .setParent(surroundings)
                    .setAttribute(GenAi.OPERATION, GenAi.EXECUTE_TOOL)
                    .setAttribute(GenAi.TOOL_NAME, PrintableText.name(name))
                    .setAttribute("gen_ai.tool.call.id", PrintableText.name(callId))
                    .setAttribute("gen_ai.tool.type", "function")
                    .startSpan();
            return new ToolSpan(tool, surroundings.with(tool));
        }

        @Override
        public void ended() {
            setAnswer();
            if (call.usage() != null) {
                setUsage(call.usage());
            }
            if (call.nanosToFirstChunk() >= 0) {
                span.setAttribute("gen_ai.response.time_to_first_chunk", call.nanosToFirstChunk() / 1e9);
            }
            if (withContent && call.request() != null) {
                SpanContent.of(call.request(), call.answer()).forEach(span::setAttribute);
            }
            fail(span, call.failure());
            span.end();
        }

        private void setAnswer() {
            if (call.responseId() != null) {
                span.setAttribute("gen_ai.response.id", call.responseId());
            }
            if (call.responseModel() != null) {
                span.setAttribute(GenAi.RESPONSE_MODEL, call.responseModel());
            }
            ChatCompletion answer = call.answer();
            if (answer != null && answer.finishReason() != null) {
                span.setAttribute(
                        AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of(answer.finishReason()));
            }
        }

        private void setUsage(Usage usage) {
            setTokens("gen_ai.usage.input_tokens", usage.promptTokens());
            setTokens("gen_ai.usage.output_tokens", usage.completionTokens());
            setTokens("gen_ai.usage.cache_read.input_tokens", usage.cachedTokens());
            setTokens("gen_ai.usage.reasoning.output_tokens", usage.reasoningTokens());
        }

        private void setTokens(String name, Long count) {
            if (count != null) {
                span.setAttribute(name, count);
            }
        }
    }

    /** Records only the class of the exception, because its message may quote the service. */
    private static void fail(Span span, Throwable failure) {
        if (failure != null) {
            span.setAttribute(GenAi.ERROR_TYPE, GenAi.errorType(failure));
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }
    }

    private record ToolSpan(Span span, Context surroundings) implements ToolListener {

        @Override
        @SuppressWarnings("try") // the scope is only closed
        public void run(Runnable tool) {
            try (Scope scope = surroundings.makeCurrent()) {
                tool.run();
            }
        }

        @Override
        public void ended(Throwable failure) {
            fail(span, failure);
            span.end();
        }
    }
}
