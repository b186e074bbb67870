package io.github.camelglm4.benchmark;

import io.github.camelglm4.benchmark.report.Machine;
import io.github.camelglm4.benchmark.report.Page;
import io.github.camelglm4.benchmark.report.TargetTable;
import io.github.camelglm4.benchmark.run.Benchmark;
import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Options;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.run.Workload;
import java.io.IOException;
import java.util.List;

/** Measures the candidates: see docs/performance.md. A complete run writes that page. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        List<Workload> workloads;
        List<CandidateModule> candidates;
        try {
            options = Options.of(arguments);
            workloads = options.selectedWorkloads();
            candidates = options.selectedCandidates();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        BenchmarkFolder folder = BenchmarkFolder.ofThisBuild();
        Machine machine = Machine.here();
        Results results = new Benchmark(folder, System.err::println).run(workloads, candidates);
        System.out.println(new TargetTable(results, candidates).markdown());
        if (options.writesPage()) {
            new Page(folder, machine).write(folder.docs(), results);
        }
    }
}
