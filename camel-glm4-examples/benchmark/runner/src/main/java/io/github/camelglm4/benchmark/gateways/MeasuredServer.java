package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.ChildProcess;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * A server that gets load.
 *
 * @param id id of the gateway, or {@link Gateways#DIRECT}
 * @param process process of the gateway; null for the service, whose cost is not of interest
 */
record MeasuredServer(String id, String baseUrl, Map<String, String> headers, ChildProcess process) {

    /** Measurements of the load process itself. */
    private static final Metric[] OF_THE_LOAD = {
        Metric.PEAK_MEMORY_BYTES, Metric.PEAK_THREADS, Metric.BYTES_PER_CHUNK, Metric.CPU_MICROS_PER_CHUNK
    };

    /** Runs the load after its warm-up. */
    Outcome measure(LoadGenerator generator, GatewayLoad load) throws IOException, InterruptedException {
        if (!load.warmup().isEmpty()) {
            Outcome warmup = generator.run(load, load.warmup());
            if (warmup.kind() != Outcome.Kind.MEASURED) {
                return warmup;
            }
        }
        double before = cpuMicros();
        Outcome outcome = generator.run(load, load.measured());
        return outcome.kind() == Outcome.Kind.MEASURED
                ? Outcome.measured(withCost(outcome.measured(), cpuMicros() - before))
                : outcome;
    }

    private static Map<Metric, Double> withCost(Map<Metric, Double> ofTheLoad, double cpuMicros) {
        Map<Metric, Double> all = new EnumMap<>(ofTheLoad);
        for (Metric metric : OF_THE_LOAD) {
            all.remove(metric);
        }
        if (all.getOrDefault(Metric.CALLS, 0.0) > 0) {
            all.put(Metric.CPU_MICROS_PER_CALL, cpuMicros / all.get(Metric.CALLS));
        }
        if (all.containsKey(Metric.CHUNKS)) {
            all.put(Metric.CPU_MICROS_PER_CHUNK, cpuMicros / all.get(Metric.CHUNKS));
        }
        return all;
    }

    Outcome memory() {
        return Outcome.measured(Map.of(Metric.PEAK_MEMORY_BYTES, new ProcessTree(process.handle()).peakMemoryBytes()));
    }

    private double cpuMicros() {
        return process == null ? Double.NaN : new ProcessTree(process.handle()).cpuMicros();
    }
}
