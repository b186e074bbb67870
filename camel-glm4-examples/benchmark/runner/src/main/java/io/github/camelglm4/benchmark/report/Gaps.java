package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The reasons why figures of candidates are missing in the table. */
final class Gaps {

    private final Results results;

    Gaps(Results results) {
        this.results = results;
    }

    /** One line per candidate with missing figures. */
    String markdown() {
        StringBuilder lines = new StringBuilder();
        for (CandidateModule candidate : CandidateModule.ALL) {
            Map<String, Set<String>> workloads = workloadsByReason(candidate);
            if (!workloads.isEmpty()) {
                lines.append("* ").append(candidate.title()).append(": ");
                lines.append(workloads.entrySet().stream()
                        .map(gap -> gap.getKey() + " (" + String.join(", ", gap.getValue()) + ")")
                        .collect(Collectors.joining("; ")));
                lines.append('\n');
            }
        }
        return lines.toString();
    }

    private Map<String, Set<String>> workloadsByReason(CandidateModule candidate) {
        Map<String, Set<String>> workloads = new LinkedHashMap<>();
        for (Row row : Rows.ALL) {
            for (Outcome outcome : results.of(row.workload(), candidate.id())) {
                if (outcome.kind() != Outcome.Kind.MEASURED) {
                    workloads
                            .computeIfAbsent(outcome.reason(), reason -> new LinkedHashSet<>())
                            .add(row.workload());
                }
            }
        }
        return workloads;
    }
}
