package io.github.camelglm4.benchmark.report;

import java.util.Locale;

/** Writes an SVG image: shapes on a white background, in the order in which they are added. Lengths are in pixels. */
final class Svg {

    private final int width;
    private final int height;
    private final StringBuilder shapes = new StringBuilder();

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Svg rect(double x, double y, double w, double h, String fill) {
        return add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, w, h, fill);
    }

    Svg line(double x1, double y1, double x2, double y2, String stroke) {
        return add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, stroke);
    }

    Svg dot(double x, double y, String fill) {
        return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, fill);
    }

    /** @param points {@code x,y x,y ...} */
    Svg path(String points, String stroke) {
        return add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, stroke);
    }

    /** @param anchor {@code start}, {@code middle} or {@code end}: the part of the text that is at x */
    Svg text(double x, double y, String anchor, String text) {
        return add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
    }

    Svg title(double x, double y, String text) {
        return add("<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%s</text>", x, y, escaped(text));
    }

    private Svg add(String format, Object... values) {
        shapes.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\""
                        + " fill=\"white\"/>%n%s</svg>%n",
                width,
                height,
                width,
                height,
                shapes);
    }
}
