package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The charts of the page, by file name without extension. */
final class Charts {

    private final Results results;

    Charts(Results results) {
        this.results = results;
    }

    /** Bar charts of rows of the table. */
    Map<String, BarChart> bars() {
        Map<String, BarChart> charts = new LinkedHashMap<>();
        for (Row row : Rows.ALL) {
            if (row.chart() != null) {
                List<BarChart.Bar> bars = CandidateModule.ALL.stream()
                        .filter(candidate -> row.value(results, candidate).isPresent())
                        .map(candidate -> bar(row, candidate))
                        .toList();
                if (!bars.isEmpty()) {
                    charts.put(row.chart(), new BarChart(row.fullTitle(), bars));
                }
            }
        }
        return charts;
    }

    private BarChart.Bar bar(Row row, CandidateModule candidate) {
        double value = row.value(results, candidate).orElseThrow();
        return new BarChart.Bar(
                candidate.title(), value, row.unit().format(value), candidate.equals(CandidateModule.GLM4));
    }

    /** Line charts of the growth of cost. */
    Map<String, LineChart> lines() {
        Map<String, LineChart> charts = new LinkedHashMap<>();
        for (Growth growth : Growth.ALL) {
            List<LineChart.Line> lines = growth.series().stream()
                    .map(series -> new LineChart.Line(series.name(), points(growth, series)))
                    .filter(line -> !line.points().isEmpty())
                    .toList();
            if (!lines.isEmpty()) {
                charts.put(growth.chart(), new LineChart(growth.figure(), growth.size(), growth.unit(), lines));
            }
        }
        return charts;
    }

    private TreeMap<Double, Double> points(Growth growth, Growth.Series series) {
        TreeMap<Double, Double> points = new TreeMap<>();
        growth.sizes().forEach(size -> {
            OptionalDouble value = growth.value(results, series, size);
            value.ifPresent(v -> points.put((double) size, v));
        });
        return points;
    }
}
