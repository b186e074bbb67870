package io.github.camelglm4.benchmark.report;

import static io.github.camelglm4.benchmark.report.Target.atLeast;
import static io.github.camelglm4.benchmark.report.Target.atLeastTimesFloor;
import static io.github.camelglm4.benchmark.report.Target.atMost;
import static io.github.camelglm4.benchmark.report.Target.atMostTimesFloor;

import io.github.camelglm4.benchmark.run.Workloads;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.List;

/** The rows of the table, with the targets of this project. */
final class Rows {

    private static final String CALLS = "sequential calls";
    private static final String STREAM = "one stream of 10,000 chunks, read in Java";
    private static final String EXCHANGES = "the same stream as exchanges";
    private static final String STREAMS = "500 streams, 200 chunks, one every 10 ms";
    private static final String IN_FLIGHT_2000 = "2,000 calls in flight, service latency 200 ms";
    private static final String IN_FLIGHT_10000 = "10,000 calls in flight, service latency 2 s";
    private static final String IN_FLIGHT_512 = "512 calls in flight, service latency 200 ms, default settings";
    private static final String DELAY = "500 streams, one chunk every 50 ms";
    private static final String COLD_START = "cold start, JVM included";
    private static final String FIRST_10000 = "first 10,000 calls of a process, start included";
    private static final String FOOTPRINT = "class path of a minimal application";
    private static final String GATEWAY = "through a gateway: one stream of 10,000 chunks";
    private static final String GATEWAYS = "through a gateway: 500 streams, one chunk every 50 ms";

    private static final String THREADS = "peak threads";
    private static final String MEMORY = "peak memory, MB";
    private static final String CHUNKS = "chunks/s";

    static final List<Row> ALL = List.of(
            new Row(
                            Workloads.CALLS,
                            CALLS,
                            "CPU per call, µs",
                            Metric.CPU_MICROS_PER_CALL,
                            Unit.MICROS,
                            atMostTimesFloor(1.3))
                    .withChart("calls-cpu"),
            new Row(
                            Workloads.CALLS,
                            CALLS,
                            "bytes allocated per call",
                            Metric.BYTES_PER_CALL,
                            Unit.BYTES,
                            atMost(18_000))
                    .withChart("calls-bytes"),
            new Row(Workloads.CALLS, CALLS, "p50, µs", Metric.CALL_P50_MICROS, Unit.MICROS, atMostTimesFloor(1.15)),
            new Row(Workloads.STREAM, STREAM, CHUNKS, Metric.CHUNKS_PER_SECOND, Unit.MILLIONS, streamTarget())
                    .withChart("stream-chunks"),
            new Row(
                            Workloads.STREAM,
                            STREAM,
                            "bytes allocated per chunk",
                            Metric.BYTES_PER_CHUNK,
                            Unit.BYTES,
                            atMost(800))
                    .withChart("stream-bytes"),
            exchanges(Workloads.SPLIT, "through split: "),
            exchanges(Workloads.PUSH, "through streamTo: "),
            new Row(
                            Workloads.STREAMS,
                            STREAMS,
                            "CPU per chunk, µs",
                            Metric.CPU_MICROS_PER_CHUNK,
                            Unit.MICROS,
                            atMostTimesFloor(1.6))
                    .withChart("streams-cpu"),
            threads(Workloads.STREAMS, STREAMS),
            new Row(
                    Workloads.STREAMS,
                    STREAMS,
                    "first-chunk delay, p99, ms",
                    Metric.FIRST_CHUNK_P99_MICROS,
                    Unit.MILLIS_OF_MICROS,
                    atMostTimesFloor(1.2)),
            new Row(
                            Workloads.IN_FLIGHT_2000,
                            IN_FLIGHT_2000,
                            "share of the ideal 10,000 calls/s",
                            Metric.CALLS_PER_SECOND,
                            Unit.PERCENT,
                            atLeast(0.93))
                    .ofIdeal(10_000)
                    .withChart("in-flight-share"),
            threads(Workloads.IN_FLIGHT_2000, IN_FLIGHT_2000),
            memory(Workloads.IN_FLIGHT_2000, IN_FLIGHT_2000, 700e6).withChart("in-flight-memory"),
            new Row(
                    Workloads.IN_FLIGHT_10000,
                    IN_FLIGHT_10000,
                    "calls/s of the ideal 5,000",
                    Metric.CALLS_PER_SECOND,
                    Unit.COUNT,
                    atLeast(4_700)),
            threads(Workloads.IN_FLIGHT_10000, IN_FLIGHT_10000),
            memory(Workloads.IN_FLIGHT_10000, IN_FLIGHT_10000, 1_000e6),
            new Row(
                    Workloads.IN_FLIGHT_512,
                    IN_FLIGHT_512,
                    "calls/s of the ideal 2,560",
                    Metric.CALLS_PER_SECOND,
                    Unit.COUNT,
                    atLeast(2_400)),
            new Row(
                    Workloads.DELAY,
                    DELAY,
                    "delay from service to reader, p50, µs",
                    Metric.DELAY_P50_MICROS,
                    Unit.MICROS,
                    atMost(150)),
            new Row(
                            Workloads.COLD_START,
                            COLD_START,
                            "time to first answer, ms",
                            Metric.FIRST_ANSWER_MILLIS,
                            Unit.MILLIS,
                            atMost(850))
                    .withChart("cold-start"),
            new Row(Workloads.FIRST_10000, FIRST_10000, "CPU, ms", Metric.CPU_MILLIS_SINCE_START, Unit.MILLIS, null),
            new Row(Workloads.FOOTPRINT, FOOTPRINT, "jars", Metric.JARS, Unit.COUNT, atMost(40)),
            new Row(Workloads.FOOTPRINT, FOOTPRINT, "MB", Metric.JAR_BYTES, Unit.TENTHS_OF_MEGABYTES, atMost(14e6)),
            new Row(Workloads.GATEWAY_STREAM, GATEWAY, CHUNKS, Metric.CHUNKS_PER_SECOND, Unit.MILLIONS, null),
            new Row(
                    Workloads.GATEWAY_STREAMS,
                    GATEWAYS,
                    "CPU per chunk, µs",
                    Metric.CPU_MICROS_PER_CHUNK,
                    Unit.MICROS,
                    null),
            new Row(
                    Workloads.GATEWAY_STREAMS,
                    GATEWAYS,
                    "bytes allocated per chunk",
                    Metric.BYTES_PER_CHUNK,
                    Unit.BYTES,
                    null),
            new Row(Workloads.GATEWAY_STREAMS, GATEWAYS, THREADS, Metric.PEAK_THREADS, Unit.COUNT, null),
            new Row(
                    Workloads.GATEWAY_STREAMS,
                    GATEWAYS,
                    "delay from service to caller, p50, µs",
                    Metric.DELAY_P50_MICROS,
                    Unit.MICROS,
                    null));

    private Rows() {}

    private static Target streamTarget() {
        return atLeastTimesFloor(0.6).andAheadOfOthers();
    }

    private static Row exchanges(String workload, String how) {
        return new Row(workload, EXCHANGES, how + CHUNKS, Metric.CHUNKS_PER_SECOND, Unit.MILLIONS, atLeast(250_000));
    }

    private static Row threads(String workload, String load) {
        return new Row(workload, load, THREADS, Metric.PEAK_THREADS, Unit.COUNT, atMost(25));
    }

    private static Row memory(String workload, String load, double limit) {
        return new Row(workload, load, MEMORY, Metric.PEAK_MEMORY_BYTES, Unit.MEGABYTES, atMost(limit));
    }
}
