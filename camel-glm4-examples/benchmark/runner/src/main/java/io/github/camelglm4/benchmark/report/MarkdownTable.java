package io.github.camelglm4.benchmark.report;

import java.util.List;

/** A Markdown table. */
final class MarkdownTable {

    private final StringBuilder lines = new StringBuilder();

    MarkdownTable(List<String> header) {
        add(header);
        lines.append("|---".repeat(header.size())).append("|\n");
    }

    void add(List<String> cells) {
        lines.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
