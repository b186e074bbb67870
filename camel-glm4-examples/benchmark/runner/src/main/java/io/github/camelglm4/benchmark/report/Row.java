package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.OptionalDouble;

/**
 * A row of the table.
 *
 * @param load description of the load; shown once for consecutive rows
 * @param figure title of the figure
 * @param ideal value of which the figure is shown as a share; 1 for the figure itself
 * @param target the target; null if there is none
 * @param chart file name of the chart; null if there is none
 */
record Row(
        String workload,
        String load,
        String figure,
        Metric metric,
        double ideal,
        Unit unit,
        Target target,
        String chart) {

    Row(String workload, String load, String figure, Metric metric, Unit unit, Target target) {
        this(workload, load, figure, metric, 1, unit, target, null);
    }

    Row withChart(String file) {
        return new Row(workload, load, figure, metric, ideal, unit, target, file);
    }

    /** Shows the figure as a share of the ideal value. */
    Row ofIdeal(double most) {
        return new Row(workload, load, figure, metric, most, unit, target, chart);
    }

    String fullTitle() {
        return load + ": " + figure;
    }

    OptionalDouble value(Results results, CandidateModule candidate) {
        OptionalDouble median = results.median(workload, candidate.id(), metric);
        return median.isEmpty() ? median : OptionalDouble.of(median.getAsDouble() / ideal);
    }

    /** The figure, or why there is none, with the number of failed calls or streams. */
    String cell(Results results, CandidateModule candidate) {
        OptionalDouble value = value(results, candidate);
        if (value.isPresent()) {
            double failed =
                    results.median(workload, candidate.id(), Metric.FAILED).orElse(0);
            String figure = unit.format(value.getAsDouble());
            return failed == 0 ? figure : figure + " (" + Unit.COUNT.format(failed) + " failed)";
        }
        boolean failed = results.of(workload, candidate.id()).stream()
                .anyMatch(outcome -> outcome.kind() == Outcome.Kind.FAILED);
        return failed ? "fails" : "-";
    }
}
