package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.ClientProcess;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** One workload by one candidate, once, in a process of its own. */
final class ClientRun {

    private static final int LONGEST_SECONDS = 90;

    private final BenchmarkFolder folder;
    private final int servicePort;

    ClientRun(BenchmarkFolder folder, int servicePort) {
        this.folder = folder;
        this.servicePort = servicePort;
    }

    Outcome run(Workload workload, CandidateModule candidate) throws IOException {
        Path log = folder.output().resolve("logs").resolve(workload.id() + "-" + candidate.id() + ".log");
        try (JavaProcess process = new JavaProcess(
                candidate.classPath(folder), ClientProcess.class.getName(), workload.arguments(servicePort), log)) {
            process.endAfter(LONGEST_SECONDS);
            return read(process);
        }
    }

    private static Outcome read(JavaProcess process) throws IOException {
        Map<Metric, Double> measured = new EnumMap<>(Metric.class);
        for (String line = process.line(); line != null; line = process.line()) {
            if (line.startsWith(Measurements.PREFIX)) {
                String[] parts = line.substring(Measurements.PREFIX.length()).split(" ");
                measured.put(Metric.valueOf(parts[0]), Double.valueOf(parts[1]));
            } else if (line.equals(Measurements.ANSWERED)) {
                measured.put(Metric.FIRST_ANSWER_MILLIS, process.millisSinceStart());
            } else if (line.startsWith(ClientProcess.UNSUPPORTED)) {
                return Outcome.unsupported(line.substring(ClientProcess.UNSUPPORTED.length()));
            } else if (line.startsWith(ClientProcess.FAILED)) {
                return Outcome.failed(line.substring(ClientProcess.FAILED.length()));
            }
        }
        return measured.isEmpty()
                ? Outcome.failed("no result within " + LONGEST_SECONDS + " s")
                : Outcome.measured(measured);
    }
}
