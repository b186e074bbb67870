package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.run.Workload.Kind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs all workloads and candidates once per repetition, so that a disturbance of the machine affects all candidates.
 */
public final class Benchmark {

    private final BenchmarkFolder folder;
    private final Consumer<String> progress;

    /** @param progress receives a line after each run */
    public Benchmark(BenchmarkFolder folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    public Results run(List<Workload> workloads, List<CandidateModule> candidates)
            throws IOException, InterruptedException {
        Results results = new Results();
        int most = workloads.stream()
                .mapToInt(workload -> workload.runs().own())
                .max()
                .orElse(0);
        try (ServiceProcess service = new ServiceProcess(folder.output().resolve("logs"))) {
            Map<Kind, WorkloadRun> runs = runs(service.port());
            for (int repetition = 0; repetition < most; repetition++) {
                for (Workload workload : workloads) {
                    for (CandidateModule candidate : candidates) {
                        if (repetition < workload.runs().of(candidate)
                                && isWorthARun(results.of(workload.id(), candidate.id()))) {
                            Outcome outcome = runs.get(workload.kind()).run(workload, candidate);
                            results.add(workload.id(), candidate.id(), outcome);
                            progress.accept(workload.id() + " " + candidate.id() + ": " + outcome);
                        }
                    }
                }
            }
        }
        return results;
    }

    private Map<Kind, WorkloadRun> runs(int servicePort) {
        ProcessStarter processes = new ProcessStarter(folder);
        Map<Kind, WorkloadRun> runs = new EnumMap<>(Kind.class);
        runs.put(Kind.CLIENT, new ClientRun(processes, servicePort));
        runs.put(Kind.GATEWAY, new GatewayRun(processes, servicePort));
        runs.put(Kind.FOOTPRINT, new FootprintRun(folder));
        runs.put(Kind.INNER, new InnerRun(folder));
        return runs;
    }

    /** Whether to run again: not if the candidate does not support the workload, or has failed. */
    private static boolean isWorthARun(List<Outcome> before) {
        return before.stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.MEASURED);
    }
}
