package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what was measured into docs/performance.md, between two marks, and the charts beside it. */
public final class Page {

    static final String BEGIN = "<!-- The benchmark writes from here ... -->\n";
    static final String END = "<!-- ... to here -->\n";

    private static final String FILE = "performance.md";
    private static final String CHARTS = "performance";

    private final BenchmarkFolder folder;
    private final Machine machine;

    public Page(BenchmarkFolder folder, Machine machine) {
        this.folder = folder;
        this.machine = machine;
    }

    /** @param docs the folder of the page, which is there and has the marks */
    public void write(Path docs, Results results) throws IOException {
        Charts charts = new Charts(results);
        Path pictures = Files.createDirectories(docs.resolve(CHARTS));
        for (Map.Entry<String, BarChart> chart : charts.bars().entrySet()) {
            Files.writeString(
                    pictures.resolve(chart.getKey() + ".svg"), chart.getValue().svg());
        }
        for (Map.Entry<String, LineChart> chart : charts.lines().entrySet()) {
            Files.writeString(
                    pictures.resolve(chart.getKey() + ".svg"), chart.getValue().svg());
        }
        Path page = docs.resolve(FILE);
        Files.writeString(page, replaced(Files.readString(page), measured(results, charts)));
    }

    private static String replaced(String page, String measured) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(FILE + " has no place for the figures: " + BEGIN + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + measured + "\n" + page.substring(end);
    }

    private String measured(Results results, Charts charts) throws IOException {
        TargetTable targets = new TargetTable(results, CandidateModule.ALL);
        return "## Figures\n\n"
                + machine.markdown() + "\n"
                + new Versions(folder).markdown() + "\n"
                + targets.summary() + "\n"
                + targets.markdown() + "\n"
                + "Where a candidate has no figure:\n\n" + new Gaps(results).markdown() + "\n"
                + images(charts.bars()) + "\n"
                + "## How cost grows\n\n"
                + new GrowthTable(results).markdown() + "\n"
                + images(charts.lines()) + "\n"
                + "## Inner parts\n\n"
                + new InnerTable(results).markdown();
    }

    private static String images(Map<String, ?> charts) {
        return charts.keySet().stream()
                .map(name -> "![" + name.replace('-', ' ') + "](" + CHARTS + "/" + name + ".svg)\n")
                .collect(Collectors.joining("\n"));
    }
}
