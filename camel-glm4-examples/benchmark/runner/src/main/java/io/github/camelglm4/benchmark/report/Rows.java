package io.github.camelglm4.benchmark.report;

import static io.github.camelglm4.benchmark.report.Target.atLeast;
import static io.github.camelglm4.benchmark.report.Target.atLeastTimesFloor;
import static io.github.camelglm4.benchmark.report.Target.atMost;
import static io.github.camelglm4.benchmark.report.Target.atMostTimesFloor;

import io.github.camelglm4.benchmark.run.Workloads;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.List;

/** The lines of the table, with the targets of this project. */
final class Rows {

    static final List<Row> ALL = List.of(
            new Row(
                    Workloads.CALLS,
                    "one call after the other: CPU a call, µs",
                    Metric.CPU_MICROS_PER_CALL,
                    Unit.MICROS,
                    atMostTimesFloor(1.3)),
            new Row(Workloads.CALLS, "bytes allocated a call", Metric.BYTES_PER_CALL, Unit.BYTES, atMost(18_000)),
            new Row(Workloads.CALLS, "p50, µs", Metric.CALL_P50_MICROS, Unit.MICROS, atMostTimesFloor(1.15)),
            new Row(
                    Workloads.STREAM,
                    "one stream of 10,000 chunks, read in Java: chunks/s",
                    Metric.CHUNKS_PER_SECOND,
                    Unit.MILLIONS,
                    atLeastTimesFloor(0.6).andAheadOfOthers()),
            new Row(Workloads.STREAM, "bytes allocated a chunk", Metric.BYTES_PER_CHUNK, Unit.BYTES, atMost(800)),
            new Row(
                    Workloads.SPLIT,
                    "the same as exchanges, through split: chunks/s",
                    Metric.CHUNKS_PER_SECOND,
                    Unit.MILLIONS,
                    atLeast(250_000)),
            new Row(
                    Workloads.PUSH,
                    "the same as exchanges, through streamTo: chunks/s",
                    Metric.CHUNKS_PER_SECOND,
                    Unit.MILLIONS,
                    atLeast(250_000)),
            new Row(
                    Workloads.STREAMS,
                    "500 streams, 200 chunks, one each 10 ms: CPU a chunk, µs",
                    Metric.CPU_MICROS_PER_CHUNK,
                    Unit.MICROS,
                    atMostTimesFloor(1.6)),
            new Row(Workloads.STREAMS, "peak threads", Metric.PEAK_THREADS, Unit.COUNT, atMost(25)),
            new Row(
                    Workloads.STREAMS,
                    "first-chunk delay p99, ms",
                    Metric.FIRST_CHUNK_P99_MICROS,
                    Unit.MILLIS_OF_MICROS,
                    atMostTimesFloor(1.2)),
            new Row(
                    Workloads.IN_FLIGHT_2000,
                    "2,000 in flight, 200 ms: share of the ideal 10,000 calls/s",
                    Metric.CALLS_PER_SECOND,
                    10_000,
                    Unit.PERCENT,
                    atLeast(0.93)),
            new Row(Workloads.IN_FLIGHT_2000, "peak threads", Metric.PEAK_THREADS, Unit.COUNT, atMost(25)),
            new Row(
                    Workloads.IN_FLIGHT_2000,
                    "peak memory, MB",
                    Metric.PEAK_MEMORY_BYTES,
                    Unit.MEGABYTES,
                    atMost(700e6)),
            new Row(
                    Workloads.IN_FLIGHT_10000,
                    "10,000 in flight, 2 s: calls/s of the ideal 5,000",
                    Metric.CALLS_PER_SECOND,
                    Unit.COUNT,
                    atLeast(4_700)),
            new Row(Workloads.IN_FLIGHT_10000, "peak threads", Metric.PEAK_THREADS, Unit.COUNT, atMost(25)),
            new Row(
                    Workloads.IN_FLIGHT_10000,
                    "peak memory, MB",
                    Metric.PEAK_MEMORY_BYTES,
                    Unit.MEGABYTES,
                    atMost(1_000e6)),
            new Row(
                    Workloads.IN_FLIGHT_512,
                    "512 in flight, 200 ms, default settings: calls/s of the ideal 2,560",
                    Metric.CALLS_PER_SECOND,
                    Unit.COUNT,
                    atLeast(2_400)),
            new Row(
                    Workloads.DELAY,
                    "500 streams, a chunk each 50 ms: from the service's write to the reader's step, p50 µs",
                    Metric.DELAY_P50_MICROS,
                    Unit.MICROS,
                    atMost(150)),
            new Row(
                    Workloads.COLD_START,
                    "cold start to the first answer, JVM included, ms",
                    Metric.FIRST_ANSWER_MILLIS,
                    Unit.MILLIS,
                    atMost(850)));

    private Rows() {}
}
