package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.gateways.GatewayPlan;
import io.github.camelglm4.benchmark.gateways.Gateways;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A row of the table of gateways.
 *
 * @param title the load and the figure
 * @param added whether the figure of the service without a gateway is subtracted
 */
record GatewayRow(String load, String title, Metric metric, Unit unit, boolean added) {

    private static final String HALF_MINUTE = "from the start, %d connections: requests/s from %s to %s s";

    GatewayRow(String load, String title, Metric metric, Unit unit) {
        this(load, title, metric, unit, false);
    }

    static List<GatewayRow> of(GatewayPlan plan) {
        List<GatewayRow> rows = new ArrayList<>();
        calls(rows, GatewayPlan.CALLS_32, GatewayPlan.CONNECTIONS);
        calls(rows, GatewayPlan.CALLS_256, GatewayPlan.MANY_CONNECTIONS);
        latency(rows, GatewayPlan.SEQUENTIAL, "1 connection, one request after the other");
        latency(
                rows,
                GatewayPlan.PACED,
                GatewayPlan.CONNECTIONS + " connections, " + GatewayPlan.PACE + " requests/s in total");
        streams(rows, plan.streams());
        rows.add(new GatewayRow(GatewayPlan.MEMORY, "peak memory, MB", Metric.PEAK_MEMORY_BYTES, Unit.MEGABYTES));
        List<String> windows = List.of(GatewayPlan.FIRST, GatewayPlan.SECOND, GatewayPlan.THIRD);
        for (int i = 0; i < windows.size(); i++) {
            String title = HALF_MINUTE.formatted(
                    GatewayPlan.CONNECTIONS, seconds(plan.window() * i), seconds(plan.window() * (i + 1)));
            rows.add(new GatewayRow(windows.get(i), title, Metric.CALLS_PER_SECOND, Unit.COUNT));
        }
        return rows;
    }

    private static String seconds(int millis) {
        return millis % 1_000 == 0 ? Integer.toString(millis / 1_000) : Double.toString(millis / 1e3);
    }

    private static void calls(List<GatewayRow> rows, String load, int connections) {
        rows.add(new GatewayRow(load, connections + " connections: requests/s", Metric.CALLS_PER_SECOND, Unit.COUNT));
        rows.add(new GatewayRow(load, "same: CPU per request, µs", Metric.CPU_MICROS_PER_CALL, Unit.MICROS));
    }

    private static void latency(List<GatewayRow> rows, String load, String title) {
        rows.add(new GatewayRow(load, title + ": latency, p50, µs", Metric.CALL_P50_MICROS, Unit.COUNT));
        rows.add(new GatewayRow(load, "same: added, p50, µs", Metric.CALL_P50_MICROS, Unit.COUNT, true));
        rows.add(new GatewayRow(load, "same: added, p99, µs", Metric.CALL_P99_MICROS, Unit.COUNT, true));
    }

    private static void streams(List<GatewayRow> rows, int count) {
        String load = GatewayPlan.STREAMS;
        rows.add(new GatewayRow(
                load,
                count + " streams, one chunk every " + GatewayPlan.CHUNK_MILLIS
                        + " ms, begun within a second: CPU per chunk, µs",
                Metric.CPU_MICROS_PER_CHUNK,
                Unit.MICROS));
        rows.add(new GatewayRow(
                load, "same: first chunk, p50, ms", Metric.FIRST_CHUNK_P50_MICROS, Unit.MILLIS_OF_MICROS));
        rows.add(new GatewayRow(
                load, "same: first chunk, p99, ms", Metric.FIRST_CHUNK_P99_MICROS, Unit.MILLIS_OF_MICROS));
        rows.add(new GatewayRow(
                load, "same: delay from service to caller, p50, µs", Metric.DELAY_P50_MICROS, Unit.COUNT));
    }

    OptionalDouble value(Results results, String server) {
        OptionalDouble value = results.median(load, server, metric);
        if (!added || value.isEmpty()) {
            return value;
        }
        OptionalDouble direct = results.median(load, Gateways.DIRECT, metric);
        return direct.isEmpty() ? direct : OptionalDouble.of(value.getAsDouble() - direct.getAsDouble());
    }

    /** The figure with the number of failed calls or streams, or why there is none. */
    String cell(Results results, String server) {
        List<Outcome> outcomes = results.of(load, server);
        if (outcomes.stream().anyMatch(outcome -> outcome.kind() == Outcome.Kind.FAILED)) {
            return "fails";
        }
        OptionalDouble value = value(results, server);
        if (value.isEmpty() || added && server.equals(Gateways.DIRECT)) {
            return "-";
        }
        double failed = outcomes.stream()
                .mapToDouble(outcome -> outcome.measured().getOrDefault(Metric.FAILED, 0.0))
                .sum();
        String figure = unit.format(value.getAsDouble());
        return failed == 0 ? figure : figure + " (" + Unit.COUNT.format(failed) + " failed)";
    }
}
