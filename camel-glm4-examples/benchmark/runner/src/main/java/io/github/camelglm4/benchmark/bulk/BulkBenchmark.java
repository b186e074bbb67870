package io.github.camelglm4.benchmark.bulk;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs the bulk example with different numbers of workers, each time with a broker, a collector and workers of its own.
 * The service counts the answers.
 */
public final class BulkBenchmark {

    /** What a run takes besides its requests: the start of the processes, and the end of the slowest worker. */
    private static final long SECONDS_BESIDE = 180;

    private final BenchmarkFolder folder;
    private final Consumer<String> progress;

    public BulkBenchmark(BenchmarkFolder folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Answers per second by the number of workers.
     *
     * @throws IOException if a run does not end well; the message names its output
     */
    public SortedMap<Integer, Double> run(BulkPlan plan) throws IOException, InterruptedException {
        SortedMap<Integer, Double> throughput = new TreeMap<>();
        for (int workers : plan.workers()) {
            progress.accept(workers + " workers, " + plan.texts() + " texts");
            throughput.put(workers, run(plan, workers));
        }
        return throughput;
    }

    private double run(BulkPlan plan, int workers) throws IOException, InterruptedException {
        Path jar = folder.root().resolve("../bulk/target/bulk.jar").normalize();
        if (!Files.exists(jar)) {
            throw new IOException(jar + " does not exist: build the examples first");
        }
        Path log = folder.output().resolve("logs").resolve("bulk-" + workers);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--records=" + plan.texts(),
                "--workers=" + workers,
                "--limit=" + plan.inFlight() * workers);
        try (TypedService service = new TypedService(plan.latency());
                ChildProcess bulk = new ChildProcess(
                        command,
                        Map.of("GLM4_BASE_URL", service.baseUrl(), "GLM4_API_KEY", "", "KAFKA_BROKERS", ""),
                        log)) {
            if (!bulk.await(plan.idealSeconds(workers) + SECONDS_BESIDE) || bulk.exitCode() != 0) {
                throw new IOException("The run did not end well, see " + log + ".out and " + log + ".err");
            }
            return service.answersPerSecond();
        }
    }
}
