package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures of the growth charts. */
final class GrowthTable {

    private final Results results;

    GrowthTable(Results results) {
        this.results = results;
    }

    /** A table for each list of sizes. */
    String markdown() {
        StringBuilder tables = new StringBuilder();
        List<Integer> sizes = List.of();
        MarkdownTable table = null;
        for (Growth growth : Growth.ALL) {
            if (!growth.sizes().equals(sizes)) {
                sizes = growth.sizes();
                tables.append(table == null ? "" : table + "\n");
                table = new MarkdownTable(header(growth));
            }
            for (Growth.Series series : growth.series()) {
                table.add(cells(growth, series));
            }
        }
        return tables.append(table).toString();
    }

    private static List<String> header(Growth growth) {
        List<String> header = new ArrayList<>(List.of(growth.size()));
        growth.sizes().forEach(size -> header.add(String.format(Locale.ROOT, "%,d", size)));
        return header;
    }

    private List<String> cells(Growth growth, Growth.Series series) {
        List<String> cells = new ArrayList<>(List.of(growth.figure() + ": " + series.name()));
        for (int size : growth.sizes()) {
            OptionalDouble value = growth.value(results, series, size);
            cells.add(value.isPresent() ? growth.unit().format(value.getAsDouble()) : "-");
        }
        return cells;
    }
}
