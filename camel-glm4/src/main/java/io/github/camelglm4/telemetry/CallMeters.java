package io.github.camelglm4.telemetry;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.watch.BoundedTagValues;
import io.github.camelglm4.watch.CallListener;
import io.github.camelglm4.watch.ToolListener;
import io.github.camelglm4.watch.WatchedCall;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of calls, in the Micrometer registry of the application. */
final class CallMeters implements CallListener.Factory {

    /** The buckets of the conventions: 10 ms to 82 s, each twice the previous one. */
    private static final Duration[] SECONDS = DoubleStream.iterate(0.01, bucket -> bucket * 2)
            .limit(14)
            .mapToObj(bucket -> Duration.ofMillis(Math.round(bucket * 1_000)))
            .toArray(Duration[]::new);

    /** 1 to 67 million, each four times the previous one. */
    private static final double[] TOKENS =
            DoubleStream.iterate(1, bucket -> bucket * 4).limit(14).toArray();

    /** The name of the registry of Camel's own meters. */
    private static final String CAMELS_NAME = "metricsRegistry";

    private static final Logger LOG = LoggerFactory.getLogger(CallMeters.class);

    private static final int LONGEST_OUTCOME = 2_000;

    private final BoundedTagValues outcomes = new BoundedTagValues(LONGEST_OUTCOME);
    private final MeterRegistry registry;
    private final boolean withSystem;

    private CallMeters(MeterRegistry registry, boolean withSystem) {
        this.registry = registry;
        this.withSystem = withSystem;
    }

    /** Creates the factory; null if the application has no registry. */
    static CallListener.Factory of(CamelContext context, boolean withSystem) {
        MeterRegistry registry = registry(context);
        return registry == null ? null : new CallMeters(registry, withSystem);
    }

    /** With several registries, as in Spring Boot, returns the composite one. */
    private static MeterRegistry registry(CamelContext context) {
        MeterRegistry camels = context.getRegistry().lookupByNameAndType(CAMELS_NAME, MeterRegistry.class);
        if (camels != null) {
            return camels;
        }
        Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
        if (all.size() <= 1) {
            return all.isEmpty() ? null : all.iterator().next();
        }
        Optional<MeterRegistry> composite =
                all.stream().filter(CompositeMeterRegistry.class::isInstance).findFirst();
        if (composite.isEmpty()) {
            LOG.warn(
                    "Found {} meter registries, but none is named {}: calls are not recorded", all.size(), CAMELS_NAME);
        }
        return composite.orElse(null);
    }

    @Override
    public CallListener begin(WatchedCall call) {
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> attribute : GenAi.begun(call, withSystem).entrySet()) {
            tags = tags.and(attribute.getKey(), attribute.getValue());
        }
        return new Listener(call, tags.and(GenAi.SERVER_PORT, String.valueOf(call.port())));
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry);
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
                perChunk = timer(
                        "gen_ai.client.operation.time_per_output_chunk",
                        "Time between two chunks of a streaming response",
                        begun);
            }
            perChunk.record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public ToolListener tool(String name, String callId) {
            long begin = System.nanoTime();
            return failure -> timer(
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
            String all = String.join("\n", call.model(), call.host(), model, error);
            if (!outcomes.bounded(all).equals(all)) {
                model = others(model);
                error = others(error);
            }
            // registries such as Prometheus require the same tags on all meters with the same name
            Tags tags = begun.and(GenAi.RESPONSE_MODEL, model).and(GenAi.ERROR_TYPE, error);
            timer("gen_ai.client.operation.duration", "Duration of calls", tags)
                    .record(call.nanos(), TimeUnit.NANOSECONDS);
            if (call.nanosToFirstChunk() >= 0) {
                timer(
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
                DistributionSummary.builder("gen_ai.client.token.usage")
                        .description("Number of tokens of requests and answers")
                        .tags(tags.and(GenAi.TOKEN_TYPE, type))
                        .serviceLevelObjectives(TOKENS)
                        .register(registry)
                        .record(count);
            }
        }

        private String error(Throwable failure) {
            return failure == null ? "" : GenAi.errorType(failure);
        }
    }
}
