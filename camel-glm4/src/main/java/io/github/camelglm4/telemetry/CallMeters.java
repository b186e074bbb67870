package io.github.camelglm4.telemetry;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.watch.BoundedTagValues;
import io.github.camelglm4.watch.CallListener;
import io.github.camelglm4.watch.ToolListener;
import io.github.camelglm4.watch.WatchedCall;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** The meters of calls, in the Micrometer registry of the application. */
final class CallMeters implements CallListener.Factory {

    private static final int LONGEST_OUTCOME = 2_000;

    private final BoundedTagValues outcomes = new BoundedTagValues(LONGEST_OUTCOME);
    private final Meters meters;
    private final boolean withSystem;

    private CallMeters(Meters meters, boolean withSystem) {
        this.meters = meters;
        this.withSystem = withSystem;
    }

    /** Creates the factory; null if the application has no registry. */
    static CallListener.Factory of(CamelContext context, boolean withSystem) {
        Meters meters = Meters.of(context);
        return meters == null ? null : new CallMeters(meters, withSystem);
    }

    @Override
    public CallListener begin(WatchedCall call) {
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> attribute : GenAi.begun(call, withSystem).entrySet()) {
            tags = tags.and(attribute.getKey(), attribute.getValue());
        }
        return new Listener(
                call, tags.and(GenAi.SERVER_PORT, String.valueOf(call.asked().port())));
    }

    private final class Listener implements CallListener {

        private final WatchedCall call;
        private final Tags begun;
        private Timer perChunk;

        Listener(WatchedCall call, Tags begun) {
            this.call = call;
            this.begun = begun;
        }

        @Override
        public void chunk(long nanos) {
            if (perChunk == null) {
                perChunk = meters.timer(
                        "gen_ai.client.operation.time_per_output_chunk",
                        "Time between two chunks of a streaming response",
                        begun);
            }
            perChunk.record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public ToolListener tool(String name, String callId) {
            long begin = System.nanoTime();
            return failure -> meters.timer(
                            "gen_ai.execute_tool.duration",
                            "Duration of tool calls",
                            Tags.of(GenAi.TOOL_NAME, name, GenAi.ERROR_TYPE, error(failure)))
                    .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }

        @Override
        public void ended() {
            String model = call.answeringModel() == null ? "" : call.answeringModel();
            String error = error(call.failure());
            // the values of each tag are limited, but their combinations multiply, so these are limited too
            String all = String.join(
                    "\n", call.asked().operation(), call.model(), call.asked().host(), model, error);
            if (!outcomes.bounded(all).equals(all)) {
                model = others(model);
                error = others(error);
            }
            // registries such as Prometheus require the same tags on all meters with the same name
            Tags tags = begun.and(GenAi.RESPONSE_MODEL, model).and(GenAi.ERROR_TYPE, error);
            meters.timer("gen_ai.client.operation.duration", "Duration of calls", tags)
                    .record(call.nanos(), TimeUnit.NANOSECONDS);
            if (call.nanosToFirstChunk() >= 0) {
                meters.timer(
                                "gen_ai.client.operation.time_to_first_chunk",
                                "Time from the start of a call to the first chunk of its streaming response",
                                begun.and(GenAi.RESPONSE_MODEL, model))
                        .record(call.nanosToFirstChunk(), TimeUnit.NANOSECONDS);
            }
            Usage usage = call.usage();
            if (usage != null) {
                tokens("input", usage.promptTokens(), tags);
                tokens("output", usage.completionTokens(), tags);
            }
        }

        private String others(String tag) {
            return tag.isEmpty() ? tag : BoundedTagValues.OTHERS;
        }

        private void tokens(String type, Long count, Tags tags) {
            if (count != null) {
                meters.tokens("gen_ai.client.token.usage", tags.and(GenAi.TOKEN_TYPE, type))
                        .record(count);
            }
        }

        private String error(Throwable failure) {
            return failure == null ? "" : GenAi.errorType(failure);
        }
    }
}
