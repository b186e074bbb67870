package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.scenario.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Counts the jars of an application that uses the candidate, without a process. */
final class FootprintRun implements WorkloadRun {

    private final BenchmarkFolder folder;

    FootprintRun(BenchmarkFolder folder) {
        this.folder = folder;
    }

    @Override
    public Outcome run(Workload workload, CandidateModule candidate) throws IOException {
        List<Path> libraries = candidate.libraries(folder);
        double bytes = 0;
        for (Path library : libraries) {
            bytes += Files.size(library);
        }
        return Outcome.measured(Map.of(Metric.JARS, (double) libraries.size(), Metric.JAR_BYTES, bytes));
    }
}
