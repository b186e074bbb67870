package io.github.camelglm4.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.report.Machine;
import io.github.camelglm4.benchmark.report.Page;
import io.github.camelglm4.benchmark.run.Workload.Kind;
import io.github.camelglm4.benchmark.run.Workload.Runs;
import io.github.camelglm4.benchmark.scenario.Metric;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import io.github.camelglm4.benchmark.service.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small loads by the floor and by glm4, in processes of their own, become figures on a page. */
class BenchmarkTest {

    private static final Runs ONCE = new Runs(1, 1);
    private static final List<CandidateModule> CANDIDATES = List.of(CandidateModule.FLOOR, CandidateModule.GLM4);

    private final BenchmarkFolder folder = BenchmarkFolder.ofThisBuild();
    private final List<String> progress = new ArrayList<>();

    @TempDir
    private Path docs;

    @Test
    void measuresAndReports() throws Exception {
        Workload calls = client(
                Workloads.CALLS,
                Scenarios.SEQUENTIAL_CALLS,
                Use.ASK,
                Script.answer(0),
                Map.of("warmupMillis", 100, "measureMillis", 100));
        Workload push = client(
                Workloads.PUSH,
                Scenarios.ONE_STREAM,
                Use.PUSH,
                Script.stream(500, 0),
                Map.of("chunks", 500, "warmupMillis", 100, "measureMillis", 100));
        Workload delay = client(
                Workloads.DELAY,
                Scenarios.MANY_STREAMS,
                Use.STREAMS,
                Script.stamps(5, 10),
                Map.of("warmupMillis", 100, "streams", 4, "chunks", 5));
        Workload inFlight = client(
                Workloads.IN_FLIGHT_2000,
                Scenarios.CALLS_IN_FLIGHT,
                Use.ASK,
                Script.answer(10),
                Map.of("calls", 20, "latencyMillis", 10, "warmupMillis", 100, "measureMillis", 200));

        Results results = new Benchmark(folder, progress::add).run(List.of(calls, push, delay, inFlight), CANDIDATES);

        assertThat(progress).hasSize(8);
        for (CandidateModule candidate : CANDIDATES) {
            assertThat(results.median(Workloads.CALLS, candidate.id(), Metric.BYTES_PER_CALL)
                            .orElseThrow())
                    .isGreaterThan(1_000);
            assertThat(results.median(Workloads.DELAY, candidate.id(), Metric.DELAY_P50_MICROS)
                            .orElseThrow())
                    .isGreaterThan(0);
            assertThat(results.median(Workloads.DELAY, candidate.id(), Metric.FAILED))
                    .hasValue(0);
            assertThat(results.median(Workloads.IN_FLIGHT_2000, candidate.id(), Metric.CALLS_PER_SECOND)
                            .orElseThrow())
                    .isGreaterThan(0);
            assertThat(results.median(Workloads.IN_FLIGHT_2000, candidate.id(), Metric.FAILED))
                    .hasValue(0);
        }
        assertThat(results.of(Workloads.PUSH, "floor")).first().hasToString("UNSUPPORTED is not in a route");
        assertThat(results.median(Workloads.PUSH, "glm4", Metric.CHUNKS_PER_SECOND)
                        .orElseThrow())
                .isGreaterThan(0);

        Path page = docs.resolve("performance.md");
        Files.writeString(page, "Before.\n<!-- The benchmark writes from here ... -->\n<!-- ... to here -->\nAfter.\n");
        new Page(folder, Machine.here()).write(docs, results);

        assertThat(page)
                .content()
                .startsWith("Before.")
                .endsWith("After.\n")
                .contains("| one call after the other: CPU a call, µs | ")
                .contains("* floor: is not in a route (push)");
        assertThat(docs.resolve("performance/calls-bytes.svg")).content().contains(">glm4</text>");
    }

    @Test
    void measuresGateways() throws Exception {
        Workload streams = new Workload(
                Workloads.GATEWAY_STREAMS,
                Kind.GATEWAY,
                Scenarios.MANY_STREAMS,
                Use.STREAMS,
                Script.stamps(5, 10),
                4,
                Map.of("warmupMillis", 0, "streams", 4, "chunks", 5),
                ONCE);

        Results results = new Benchmark(folder, progress::add).run(List.of(streams), CANDIDATES);

        for (CandidateModule candidate : CANDIDATES) {
            assertThat(results.median(streams.id(), candidate.id(), Metric.CHUNKS))
                    .hasValue(20);
            assertThat(results.median(streams.id(), candidate.id(), Metric.FAILED))
                    .hasValue(0);
            assertThat(results.median(streams.id(), candidate.id(), Metric.BYTES_PER_CHUNK)
                            .orElseThrow())
                    .isGreaterThan(0);
        }
    }

    @Test
    void tellsWhatFailed() throws Exception {
        Workload wrong = client(
                Workloads.STREAM,
                Scenarios.ONE_STREAM,
                Use.READ,
                Script.stream(10, 0),
                Map.of("chunks", 11, "warmupMillis", 1, "measureMillis", 1));

        Results results = new Benchmark(folder, progress::add).run(List.of(wrong), List.of(CandidateModule.GLM4));

        assertThat(results.of(wrong.id(), "glm4"))
                .first()
                .hasToString("FAILED java.lang.IllegalStateException: 10 chunks of 11 arrived");
    }

    private static Workload client(
            String id, Scenarios scenario, Use use, Script script, Map<String, Integer> numbers) {
        return new Workload(id, Kind.CLIENT, scenario, use, script, 0, numbers, ONCE);
    }
}
