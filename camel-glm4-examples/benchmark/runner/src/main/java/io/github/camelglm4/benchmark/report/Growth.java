package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.run.Workloads;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A figure by size.
 *
 * @param chart file name of the chart
 * @param figure title of the figure
 * @param size title of the size
 * @param sizes the measured sizes
 */
record Growth(
        String chart, String figure, String size, Metric metric, Unit unit, List<Integer> sizes, List<Series> series) {

    /** @param workload id of the workload by size */
    record Series(String name, CandidateModule candidate, IntFunction<String> workload) {}

    private static final String IN_FLIGHT = "calls in flight, 5,000 per second (1: sequential)";
    private static final List<Integer> CALLS = Stream.of(List.of(1), Workloads.GROWTH_CALLS, List.of(10_000))
            .flatMap(List::stream)
            .toList();

    static final List<Growth> ALL = List.of(
            inFlight("growth-cpu", "CPU per call, µs", Metric.CPU_MICROS_PER_CALL, Unit.MICROS),
            inFlight("growth-bytes", "Bytes allocated per call", Metric.BYTES_PER_CALL, Unit.BYTES),
            inFlight("growth-threads", "Threads of the process", Metric.PEAK_THREADS, Unit.COUNT),
            inFlight("growth-memory", "Peak memory of the process, MB", Metric.PEAK_MEMORY_BYTES, Unit.MEGABYTES),
            new Growth(
                    "growth-stream",
                    "Heap held by an open stream at its last chunk, KB",
                    "chunks of the stream",
                    Metric.HELD_BYTES,
                    Unit.KILOBYTES,
                    Workloads.GROWTH_CHUNKS,
                    List.of(
                            series("glm4, iterated", CandidateModule.GLM4, "read"),
                            series("floor", CandidateModule.FLOOR, "read"),
                            series("glm4, streamTo", CandidateModule.GLM4, "push"))),
            new Growth(
                    "growth-request",
                    "Call duration, p50, µs",
                    "characters of the prompt",
                    Metric.CALL_P50_MICROS,
                    Unit.MICROS,
                    Workloads.GROWTH_PROMPTS,
                    List.of(
                            series("glm4", CandidateModule.GLM4, "prompt"),
                            series("floor", CandidateModule.FLOOR, "prompt"))));

    OptionalDouble value(Results results, Series series, int size) {
        return results.median(series.workload().apply(size), series.candidate().id(), metric);
    }

    private static Growth inFlight(String chart, String figure, Metric metric, Unit unit) {
        return new Growth(
                chart,
                figure,
                IN_FLIGHT,
                metric,
                unit,
                CALLS,
                List.of(
                        new Series("glm4", CandidateModule.GLM4, Growth::inFlightWorkload),
                        new Series("floor", CandidateModule.FLOOR, Growth::inFlightWorkload)));
    }

    /** The workloads of the smallest and largest size are also rows of the table. */
    private static String inFlightWorkload(int calls) {
        return switch (calls) {
            case 1 -> Workloads.CALLS;
            case 10_000 -> Workloads.IN_FLIGHT_10000;
            default -> Workloads.growth("calls", calls);
        };
    }

    private static Series series(String name, CandidateModule candidate, String what) {
        return new Series(name, candidate, size -> Workloads.growth(what, size));
    }
}
