package io.github.camelglm4.benchmark.scenario;

import java.io.PrintStream;

/** Tells what was measured: a line each, with which a process answers the one that started it. */
public final class Measurements {

    /** Begins each line with a result: {@code @measured NAME VALUE}. */
    public static final String PREFIX = "@measured ";

    /** The line that tells that the answer is there, for who takes the time from outside. */
    public static final String ANSWERED = "@answered";

    private final PrintStream out;

    public Measurements(PrintStream out) {
        this.out = out;
    }

    public void add(Metric metric, double value) {
        out.println(PREFIX + metric + " " + value);
    }

    public void answered() {
        out.println(ANSWERED);
    }
}
