package io.github.camelglm4.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A line chart of figures by size. The axis of the size is logarithmic; the axis of the figures starts at zero. */
record LineChart(String title, String xTitle, Unit unit, List<Line> lines) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final int STEPS = 4;

    /** @param points figure by size */
    record Line(String name, TreeMap<Double, Double> points) {}

    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT).title(10, 22, title);
        grid(svg);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i);
        }
        return svg.toString();
    }

    private void grid(Svg svg) {
        for (int i = 0; i <= STEPS; i++) {
            double value = highest() * i / STEPS;
            svg.line(LEFT, y(value), WIDTH - RIGHT, y(value), Colors.GRID);
            svg.text(LEFT - 8, y(value) + 4, "end", unit.format(value));
        }
        for (double size : sizes()) {
            svg.line(x(size), y(0), x(size), y(0) + 5, Colors.AXIS);
            svg.text(x(size), y(0) + 19, "middle", String.format(Locale.ROOT, "%,.0f", size));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", xTitle);
    }

    private void draw(Svg svg, Line line, int index) {
        String color = Colors.LINES.get(index);
        List<String> points = new ArrayList<>();
        for (Map.Entry<Double, Double> point : line.points().entrySet()) {
            points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(point.getKey()), y(point.getValue())));
            svg.dot(x(point.getKey()), y(point.getValue()), color);
        }
        svg.path(String.join(" ", points), color);
        double legend = LEFT + 160.0 * index;
        svg.rect(legend, 36, 12, 12, color).text(legend + 18, 46, "start", line.name());
    }

    private double highest() {
        double highest = lines.stream()
                .flatMap(line -> line.points().values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return highest > 0 ? highest : 1;
    }

    private double x(double size) {
        double first = Math.log10(sizes().first());
        double last = Math.log10(sizes().last());
        return LEFT + (WIDTH - LEFT - RIGHT - 40) * (Math.log10(size) - first) / Math.max(1e-9, last - first) + 20;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.max(0, value) / highest();
    }

    private TreeSet<Double> sizes() {
        TreeSet<Double> sizes = new TreeSet<>();
        lines.forEach(line -> sizes.addAll(line.points().keySet()));
        return sizes;
    }
}
