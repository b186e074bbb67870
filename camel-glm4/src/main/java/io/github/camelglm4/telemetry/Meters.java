package io.github.camelglm4.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates meters in the Micrometer registry of the application, with the buckets of the conventions. */
record Meters(MeterRegistry registry) {

    /** 10 ms to 82 s, each twice the previous one. */
    private static final Duration[] SECONDS = DoubleStream.iterate(0.01, bucket -> bucket * 2)
            .limit(14)
            .mapToObj(bucket -> Duration.ofMillis(Math.round(bucket * 1_000)))
            .toArray(Duration[]::new);

    /** 1 to 67 million, each four times the previous one. */
    private static final double[] TOKENS =
            DoubleStream.iterate(1, bucket -> bucket * 4).limit(14).toArray();

    /** The name of the registry of Camel's own meters. */
    private static final String CAMELS_NAME = "metricsRegistry";

    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

    /** Returns null if the application has no registry. */
    static Meters of(CamelContext context) {
        MeterRegistry registry = registry(context);
        return registry == null ? null : new Meters(registry);
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

    Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry);
    }

    DistributionSummary tokens(String name, Tags tags) {
        return DistributionSummary.builder(name)
                .description("Number of tokens of requests and answers")
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }
}
