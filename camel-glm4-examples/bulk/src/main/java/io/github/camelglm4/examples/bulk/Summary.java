package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The last lines of a run, from the CSV files of the collector. */
final class Summary {
    private Summary() {}

    static List<String> of(Snapshot end, Path folder) throws IOException {
        Path results = folder.resolve("results.csv");
        Path deadLetters = folder.resolve("dead-letters.csv");
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d texts in %s: %,d results, %,d dead letters, %,d tokens",
                end.records(),
                ProgressLine.time(end.elapsed()),
                end.done(),
                end.failed(),
                end.tokens()));
        if (end.done() > 0) {
            lines.add("Categories: " + counts(results, row -> row.get("category")));
        }
        lines.add("Results: " + results);
        if (end.failed() > 0) {
            lines.add("Reasons of dead letters: " + counts(deadLetters, Summary::reason));
            lines.add("Dead letters: " + deadLetters);
            lines.add("To send them again: --input=" + deadLetters);
        }
        return lines;
    }

    private static String reason(Map<String, String> row) {
        String code = row.get("code");
        return code == null || code.isEmpty() ? row.get("reason") : row.get("reason") + " (" + code + ")";
    }

    private static String counts(Path file, Function<Map<String, String>, String> name) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (var rows = Csv.rows(file)) {
            while (rows.hasNext()) {
                counts.merge(name.apply(rows.next()), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
