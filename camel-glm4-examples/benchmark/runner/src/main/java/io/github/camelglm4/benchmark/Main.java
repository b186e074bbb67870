package io.github.camelglm4.benchmark;

import io.github.camelglm4.benchmark.bulk.BulkBenchmark;
import io.github.camelglm4.benchmark.bulk.BulkPlan;
import io.github.camelglm4.benchmark.embedding.EmbeddingBenchmark;
import io.github.camelglm4.benchmark.embedding.EmbeddingPlan;
import io.github.camelglm4.benchmark.gateways.Gateway;
import io.github.camelglm4.benchmark.gateways.GatewayBenchmark;
import io.github.camelglm4.benchmark.gateways.GatewayPlan;
import io.github.camelglm4.benchmark.gateways.Gateways;
import io.github.camelglm4.benchmark.gateways.Portkey;
import io.github.camelglm4.benchmark.report.BulkSection;
import io.github.camelglm4.benchmark.report.EmbeddingSection;
import io.github.camelglm4.benchmark.report.GatewaySection;
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

/**
 * Measures the candidates, the bulk example or embeddings, or compares gateways: see docs/performance.md. A complete
 * run writes that page.
 */
public final class Main {

    /** What the options ask for. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Task task;
        try {
            task = task(Options.of(arguments), BenchmarkFolder.ofThisBuild());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        task.run();
    }

    private static Task task(Options options, BenchmarkFolder folder) {
        if (options.gateways()) {
            List<Gateway> gateways = options.selectedAmong(Gateways.all(folder), Gateway::id);
            return () -> compareGateways(gateways, options, folder);
        }
        if (options.bulk()) {
            return () -> measureBulk(options, folder);
        }
        if (options.embeddings()) {
            return () -> measureEmbeddings(options, folder);
        }
        List<Workload> workloads = options.selectedWorkloads();
        List<CandidateModule> candidates = options.selectedCandidates();
        return () -> measure(workloads, candidates, options.writesPage(), folder);
    }

    private static void measure(
            List<Workload> workloads, List<CandidateModule> candidates, boolean writesPage, BenchmarkFolder folder)
            throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Results results = new Benchmark(folder, System.err::println).run(workloads, candidates);
        System.out.println(new TargetTable(results, candidates).markdown());
        if (writesPage) {
            new Page(folder, machine).write(folder.docs(), results);
        }
    }

    private static void compareGateways(List<Gateway> gateways, Options options, BenchmarkFolder folder)
            throws IOException, InterruptedException {
        if (options.install()) {
            new Portkey(folder).install();
        }
        Machine machine = Machine.here();
        GatewayPlan plan = options.quick() ? GatewayPlan.quick() : GatewayPlan.full();
        Results results = new GatewayBenchmark(folder, System.err::println).run(plan, gateways);
        GatewaySection section = new GatewaySection(plan, gateways, results);
        System.out.println(section.markdown());
        if (options.writesPage()) {
            section.write(folder.docs(), machine);
        }
    }

    private static void measureBulk(Options options, BenchmarkFolder folder) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        BulkPlan plan = options.quick() ? BulkPlan.quick() : BulkPlan.full();
        BulkSection section = new BulkSection(plan, new BulkBenchmark(folder, System.err::println).run(plan));
        System.out.println(section.markdown());
        if (options.writesPage()) {
            section.write(folder.docs(), machine);
        }
    }

    private static void measureEmbeddings(Options options, BenchmarkFolder folder)
            throws IOException, InterruptedException {
        Machine machine = Machine.here();
        EmbeddingPlan plan = options.quick() ? EmbeddingPlan.quick() : EmbeddingPlan.full();
        EmbeddingSection section =
                new EmbeddingSection(plan, new EmbeddingBenchmark(folder, System.err::println).run(plan));
        System.out.println(section.markdown());
        if (options.writesPage()) {
            section.write(folder.docs(), machine);
        }
    }
}
