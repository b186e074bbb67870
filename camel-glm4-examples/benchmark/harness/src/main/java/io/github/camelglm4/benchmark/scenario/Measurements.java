package io.github.camelglm4.benchmark.scenario;

import java.io.PrintStream;

/** Prints the measurements, one per line, for the process that started this one. */
public final class Measurements {

    /** Prefix of a line with a result: {@code @measured NAME VALUE}. */
    public static final String PREFIX = "@measured ";

    /** Prefix of the line with the time of the answer: {@code @answered NANOS}. */
    public static final String ANSWERED = "@answered ";

    /** Prefix of the line that follows the results of a command: {@code @done COMMAND}. */
    public static final String DONE = "@done ";

    /** The line that reports that the process serves. */
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

    /** Prints the current time of the clock that all processes of a Linux machine share. */
    public void answered() {
        out.println(ANSWERED + System.nanoTime());
    }
}
