package io.github.camelglm4.benchmark.embedding;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.ChildProcess;
import io.github.camelglm4.benchmark.run.ModuleClasses;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.ProcessOutput;
import io.github.camelglm4.benchmark.run.ServiceProcess;
import io.github.camelglm4.benchmark.scenario.Metric;
import io.github.camelglm4.benchmark.service.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Embeds texts in a process for each form and number of permits. */
public final class EmbeddingBenchmark {

    private static final String MAIN_CLASS = "io.github.camelglm4.benchmark.embeddings.EmbeddingProcess";

    /** Longer than any run. */
    private static final int LONGEST_SECONDS = 300;

    private final BenchmarkFolder folder;
    private final Consumer<String> progress;

    public EmbeddingBenchmark(BenchmarkFolder folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** @throws IOException if a run does not end well; the message names its output */
    public List<EmbeddingRun> run(EmbeddingPlan plan) throws IOException, InterruptedException {
        Path logs = folder.output().resolve("logs");
        List<EmbeddingRun> runs = new ArrayList<>();
        try (ServiceProcess service = new ServiceProcess(logs)) {
            Script script = Script.vectors(plan.latency().toMillis(), plan.dimensions());
            String baseUrl = "http://127.0.0.1:" + service.port() + script.path();
            for (int permits : plan.inFlight()) {
                for (EmbeddingPlan.Form form : EmbeddingPlan.Form.values()) {
                    progress.accept(form.title() + ", " + permits + " requests at the same time");
                    runs.add(run(plan, form, permits, baseUrl, logs));
                }
            }
        }
        return runs;
    }

    private EmbeddingRun run(EmbeddingPlan plan, EmbeddingPlan.Form form, int permits, String baseUrl, Path logs)
            throws IOException, InterruptedException {
        List<String> arguments =
                List.of("form=" + form, "baseUrl=" + baseUrl, "texts=" + plan.texts(), "inFlight=" + permits);
        Path log = logs.resolve("embeddings-" + form + "-" + permits);
        String classPath = new ModuleClasses(folder.root().resolve("embeddings")).classPath();
        try (ChildProcess process = ChildProcess.java(classPath, MAIN_CLASS, arguments, log)) {
            if (!process.await(LONGEST_SECONDS) || process.exitCode() != 0) {
                throw new IOException("The run did not end well, see " + log + ".out and " + log + ".err");
            }
            Outcome outcome = ProcessOutput.outcome(process.lines(), process.startedNanos());
            return new EmbeddingRun(
                    form,
                    permits,
                    outcome.measured().get(Metric.CALLS),
                    outcome.measured().get(Metric.CALLS_PER_SECOND),
                    outcome.measured().get(Metric.PEAK_MEMORY_BYTES));
        }
    }
}
