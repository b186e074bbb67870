package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.ClientProcess;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the output of a measured process. */
public final class ProcessOutput {

    private ProcessOutput() {}

    /** @param startedNanos start time of the process, for processes that report the time of their first answer */
    public static Outcome outcome(List<String> lines, long startedNanos) {
        Map<Metric, Double> measured = new EnumMap<>(Metric.class);
        for (String line : lines) {
            if (line.startsWith(Measurements.PREFIX)) {
                String[] parts = line.substring(Measurements.PREFIX.length()).split(" ");
                measured.put(Metric.valueOf(parts[0]), Double.valueOf(parts[1]));
            } else if (line.startsWith(Measurements.ANSWERED)) {
                long answered = Long.parseLong(line.substring(Measurements.ANSWERED.length()));
                measured.put(Metric.FIRST_ANSWER_MILLIS, (answered - startedNanos) / 1e6);
            } else if (line.startsWith(ClientProcess.UNSUPPORTED)) {
                return Outcome.unsupported(line.substring(ClientProcess.UNSUPPORTED.length()));
            } else if (line.startsWith(ClientProcess.FAILED)) {
                return Outcome.failed(line.substring(ClientProcess.FAILED.length()));
            }
        }
        return measured.isEmpty() ? Outcome.failed("no result") : Outcome.measured(measured);
    }
}
