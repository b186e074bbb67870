package io.github.camelglm4.benchmark.report;

import java.util.Locale;

/** The unit of a figure in tables and charts. */
public enum Unit {
    COUNT(1, 0, ""),
    MICROS(1, 1, ""),
    MILLIS_OF_MICROS(1e3, 1, ""),
    MILLIS(1, 0, ""),
    BYTES(1, 0, ""),
    KILOBYTES(1e3, 0, ""),
    MEGABYTES(1e6, 0, ""),
    TENTHS_OF_MEGABYTES(1e6, 1, ""),
    NANOS(1, 0, ""),
    MILLIONS(1e6, 2, " M"),
    PERCENT(0.01, 0, " %");

    private final double divisor;
    private final int decimals;
    private final String suffix;

    Unit(double divisor, int decimals, String suffix) {
        this.divisor = divisor;
        this.decimals = decimals;
        this.suffix = suffix;
    }

    /** @param value in the unit of the metric */
    public String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value / divisor) + suffix;
    }
}
