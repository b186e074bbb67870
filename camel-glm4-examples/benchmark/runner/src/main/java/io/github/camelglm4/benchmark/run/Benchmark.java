package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Runs workloads by candidates, repetition by repetition: what disturbs the machine for a while disturbs all alike. */
public final class Benchmark {

    private final BenchmarkFolder folder;
    private final Consumer<String> progress;

    /** @param progress is told a line for each process that ended */
    public Benchmark(BenchmarkFolder folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    public Results run(List<Workload> workloads, List<CandidateModule> candidates) throws IOException {
        Results results = new Results();
        int most = workloads.stream()
                .mapToInt(workload -> workload.repetitions().own())
                .max()
                .orElse(0);
        try (ServiceProcess service = new ServiceProcess(folder.output().resolve("logs"))) {
            ClientRun client = new ClientRun(folder, service.port());
            for (int repetition = 0; repetition < most; repetition++) {
                for (Workload workload : workloads) {
                    for (CandidateModule candidate : candidates) {
                        if (repetition < workload.repetitions().of(candidate)
                                && isWorthARun(results.of(workload.id(), candidate.id()))) {
                            Outcome outcome = client.run(workload, candidate);
                            results.add(workload.id(), candidate.id(), outcome);
                            progress.accept(line(workload, candidate, outcome));
                        }
                    }
                }
            }
        }
        return results;
    }

    /** What a candidate can't do, or failed at, is not tried again. */
    private static boolean isWorthARun(List<Outcome> before) {
        return before.stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.MEASURED);
    }

    private static String line(Workload workload, CandidateModule candidate, Outcome outcome) {
        return workload.id() + " " + candidate.id() + ": "
                + (outcome.kind() == Outcome.Kind.MEASURED
                        ? outcome.measured()
                        : outcome.kind() + " " + outcome.reason());
    }
}
