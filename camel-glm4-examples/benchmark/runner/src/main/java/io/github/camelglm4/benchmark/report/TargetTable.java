package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures of all candidates, with glm4's ratio to the floor, its targets, and whether it meets them. In Markdown. */
public final class TargetTable {

    private final Results results;
    private final List<CandidateModule> candidates;

    public TargetTable(Results results, List<CandidateModule> candidates) {
        this.results = results;
        this.candidates = candidates;
    }

    public String markdown() {
        List<String> header = new ArrayList<>(List.of(""));
        candidates.forEach(candidate -> header.add(candidate.title()));
        header.addAll(List.of("glm4 / floor", "target", "met"));
        StringBuilder table = new StringBuilder(line(header));
        table.append("|---".repeat(header.size())).append("|\n");
        for (Row row : Rows.ALL) {
            if (candidates.stream()
                    .anyMatch(c -> !results.of(row.workload(), c.id()).isEmpty())) {
                table.append(line(cells(row)));
            }
        }
        return table.toString();
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.title()));
        for (CandidateModule candidate : candidates) {
            OptionalDouble value = row.value(results, candidate);
            cells.add(value.isPresent() ? row.unit().format(value.getAsDouble()) : "-");
        }
        OptionalDouble own = row.value(results, CandidateModule.GLM4);
        OptionalDouble floor = row.value(results, CandidateModule.FLOOR);
        cells.add(
                own.isPresent() && floor.isPresent()
                        ? String.format(Locale.ROOT, "%.2f", own.getAsDouble() / floor.getAsDouble())
                        : "");
        cells.add(row.target() == null ? "" : row.target().text(row.unit()));
        cells.add(row.target() == null || own.isEmpty() ? "" : verdict(row, own.getAsDouble(), floor));
        return cells;
    }

    private String verdict(Row row, double own, OptionalDouble floor) {
        List<Double> others = candidates.stream()
                .filter(c -> !c.equals(CandidateModule.GLM4) && !c.equals(CandidateModule.FLOOR))
                .map(c -> row.value(results, c))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return row.target().isMet(own, floor, others) ? "yes" : "**no**";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
