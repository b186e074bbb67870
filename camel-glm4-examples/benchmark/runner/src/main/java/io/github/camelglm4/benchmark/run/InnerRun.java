package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.util.List;

/** A part of glm4 in isolation. */
final class InnerRun implements WorkloadRun {

    private static final String MAIN_CLASS = "io.github.camelglm4.benchmark.inner.InnerProcess";

    private final BenchmarkFolder folder;

    InnerRun(BenchmarkFolder folder) {
        this.folder = folder;
    }

    @Override
    public Outcome run(Workload workload, CandidateModule candidate) throws IOException, InterruptedException {
        if (!candidate.equals(CandidateModule.GLM4)) {
            return Outcome.unsupported("a part of glm4");
        }
        List<String> arguments = List.of(
                "part=" + workload.id().substring(Workloads.INNER.length()),
                "warmups=" + workload.numbers().get("warmups"),
                "iterations=" + workload.numbers().get("iterations"));
        ModuleClasses classes = new ModuleClasses(folder.root().resolve("inner"));
        try (ChildProcess process = ChildProcess.java(
                classes.classPath(),
                MAIN_CLASS,
                arguments,
                folder.output().resolve("logs").resolve(workload.id()))) {
            return ProcessStarter.outcome(process);
        }
    }
}
