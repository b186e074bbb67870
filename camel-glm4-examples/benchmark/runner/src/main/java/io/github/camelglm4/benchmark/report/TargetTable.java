package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures of all candidates, with the ratio of glm4 to the floor, the targets, and whether glm4 meets them. */
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
        MarkdownTable table = new MarkdownTable(header);
        String load = "";
        for (Row row : measuredRows()) {
            List<String> cells = cells(row);
            cells.add(0, row.load().equals(load) ? "same: " + row.figure() : row.fullTitle());
            load = row.load();
            table.add(cells);
        }
        return table.toString();
    }

    /** The number of targets that are met, and the missed targets. */
    public String summary() {
        List<Row> rows = measuredRows().stream()
                .filter(row -> row.target() != null)
                .filter(row -> row.value(results, CandidateModule.GLM4).isPresent())
                .toList();
        List<String> missed = rows.stream()
                .filter(row -> !isMet(row))
                .map(row -> "* " + row.fullTitle() + "\n")
                .toList();
        int met = rows.size() - missed.size();
        return "glm4 meets " + met + " of " + rows.size() + " targets"
                + (missed.isEmpty() ? ".\n" : ". It misses:\n\n" + String.join("", missed));
    }

    private List<Row> measuredRows() {
        return Rows.ALL.stream()
                .filter(row -> candidates.stream()
                        .anyMatch(c -> !results.of(row.workload(), c.id()).isEmpty()))
                .toList();
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        candidates.forEach(candidate -> cells.add(row.cell(results, candidate)));
        OptionalDouble own = row.value(results, CandidateModule.GLM4);
        OptionalDouble floor = row.value(results, CandidateModule.FLOOR);
        boolean compared = own.isPresent() && floor.isPresent();
        cells.add(compared ? String.format(Locale.ROOT, "%.2f", own.getAsDouble() / floor.getAsDouble()) : "");
        cells.add(row.target() == null ? "" : row.target().text(row.unit()));
        cells.add(row.target() == null || own.isEmpty() ? "" : isMet(row) ? "yes" : "**no**");
        return cells;
    }

    private boolean isMet(Row row) {
        List<Double> others = candidates.stream()
                .filter(c -> !c.equals(CandidateModule.GLM4) && !c.equals(CandidateModule.FLOOR))
                .map(c -> row.value(results, c))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        double own = row.value(results, CandidateModule.GLM4).orElseThrow();
        return row.target().isMet(own, row.value(results, CandidateModule.FLOOR), others);
    }
}
