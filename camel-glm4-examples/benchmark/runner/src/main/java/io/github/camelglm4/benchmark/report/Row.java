package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.OptionalDouble;

/**
 * A line of the table.
 *
 * @param ideal  what the figure is shown as a share of; 1 for the figure itself
 * @param target null where none is set
 */
public record Row(String workload, String title, Metric metric, double ideal, Unit unit, Target target) {

    Row(String workload, String title, Metric metric, Unit unit, Target target) {
        this(workload, title, metric, 1, unit, target);
    }

    OptionalDouble value(Results results, CandidateModule candidate) {
        OptionalDouble median = results.median(workload, candidate.id(), metric);
        return median.isEmpty() ? median : OptionalDouble.of(median.getAsDouble() / ideal);
    }
}
