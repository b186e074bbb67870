package io.github.camelglm4.benchmark.scenario;

import java.io.PrintStream;

/** Tells what was measured: a line each, with which a process answers the one that started it. */
public final class Measurements {

    /** Begins each line with a result: {@code @measured NAME VALUE}. */
    public static final String PREFIX = "@measured ";

    /** Begins the line with the time at which the answer was there: {@code @answered NANOS}. */
    public static final String ANSWERED = "@answered ";

    /** The line that tells that it serves. */
    public static final String SERVING = "@serving";

    private final PrintStream out;

    public Measurements(PrintStream out) {
        this.out = out;
    }

    public void add(Metric metric, double value) {
        out.println(PREFIX + metric + " " + value);
    }

    public void serving() {
        out.println(SERVING);
    }

    /** Tells the time of now, by the clock that all processes of a Linux machine share. */
    public void answered() {
        out.println(ANSWERED + System.nanoTime());
    }
}
