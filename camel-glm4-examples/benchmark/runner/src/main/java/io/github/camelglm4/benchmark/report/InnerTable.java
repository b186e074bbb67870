package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.run.Workloads;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.List;
import java.util.Map;

/** The table of the JMH measurements. */
final class InnerTable {

    private static final Map<String, String> TITLES = Map.of(
            "sseDecoder", "SSE decoder: bytes to an event",
            "chunkParser", "chunk parser: JSON of an event to a chunk",
            "assembler", "assembler: add a chunk (of 100) and build the answer",
            "requestWriter", "request writer: request with one message to JSON");

    private final Results results;

    InnerTable(Results results) {
        this.results = results;
    }

    String markdown() {
        MarkdownTable table = new MarkdownTable(List.of("part", "ns", "bytes allocated"));
        for (String part : Workloads.INNER_PARTS) {
            table.add(List.of(
                    TITLES.get(part),
                    figure(part, Metric.NANOS_PER_OPERATION, Unit.NANOS),
                    figure(part, Metric.BYTES_PER_OPERATION, Unit.BYTES)));
        }
        return table.toString();
    }

    private String figure(String part, Metric metric, Unit unit) {
        var value = results.median(Workloads.INNER + part, CandidateModule.GLM4.id(), metric);
        return value.isPresent() ? unit.format(value.getAsDouble()) : "-";
    }
}
