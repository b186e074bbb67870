package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.OptionalDouble;

/**
 * A line of the table.
 *
 * @param load what is done; said once of the rows that follow each other
 * @param figure what is measured
 * @param ideal what the figure is shown as a share of; 1 for the figure itself
 * @param target null where none is set
 * @param chart the file of its picture; null for none
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

    /** The figure as a share of what is possible. */
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

    /** The figure, or that there is none; with the number of calls or streams that failed beside it. */
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
