package io.github.camelglm4.benchmark.report;

import java.util.List;

/** A bar chart with one bar per candidate; the bar of glm4 is highlighted. */
record BarChart(String title, List<Bar> bars) {

    private static final int WIDTH = 720;
    private static final int NAMES = 170;
    private static final int FIGURES = 90;
    private static final int TOP = 36;
    private static final int ROW = 26;

    /** @param label text at the end of the bar */
    record Bar(String name, double value, String label, boolean outstanding) {}

    String svg() {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        Svg svg = new Svg(WIDTH, TOP + ROW * bars.size() + 10).title(10, 22, title);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = TOP + ROW * i;
            double length = (WIDTH - NAMES - FIGURES) * bar.value() / most;
            svg.text(NAMES - 8, y + 15, "end", bar.name());
            svg.rect(NAMES, y, Math.max(1, length), ROW - 7, bar.outstanding() ? Colors.OWN : Colors.OTHERS);
            svg.text(NAMES + length + 6, y + 15, "start", bar.label());
        }
        return svg.toString();
    }
}
