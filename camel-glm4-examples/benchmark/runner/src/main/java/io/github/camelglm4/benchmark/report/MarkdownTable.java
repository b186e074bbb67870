package io.github.camelglm4.benchmark.report;

import java.util.List;

/** A Markdown table. */
public final class MarkdownTable {

    private final StringBuilder lines = new StringBuilder();

    public MarkdownTable(List<String> header) {
        add(header);
        lines.append("|---".repeat(header.size())).append("|\n");
    }

    public void add(List<String> cells) {
        lines.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
