package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import java.io.PrintStream;
import java.util.Map;

/** What the user sees: notices, and the progress, which is one line that changes if the output is a terminal. */
final class Console {
    private static final long NANOS_BETWEEN_LINES = 3_000_000_000L;
    private static final int WIDTH = 80;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int width;
    private long nextLine = System.nanoTime();
    private boolean progressShown;

    Console(PrintStream out, boolean terminal, int width) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
    }

    static Console of(PrintStream out, Map<String, String> environment) {
        return new Console(out, isTerminal(environment), width(environment.get("COLUMNS")));
    }

    /** Since Java 22, there is a console also if the output is a file; it then says that it is no terminal. */
    private static boolean isTerminal(Map<String, String> environment) {
        java.io.Console console = System.console();
        if (console == null || "dumb".equals(environment.getOrDefault("TERM", "dumb"))) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int width(String columns) {
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : WIDTH;
    }

    synchronized void notice(String line) {
        clear();
        out.println(line);
    }

    /** Shows the progress: on a terminal at once, else every few seconds. */
    synchronized void progress(Snapshot now) {
        if (terminal) {
            out.print(CLEAR + ProgressLine.withBar(now, width));
            out.flush();
            progressShown = true;
        } else if (System.nanoTime() - nextLine >= 0) {
            out.println(ProgressLine.text(now));
            nextLine = System.nanoTime() + NANOS_BETWEEN_LINES;
        }
    }

    /** Shows the last progress as a line that stays. */
    synchronized void lastProgress(Snapshot end) {
        notice(terminal ? ProgressLine.withBar(end, width) : ProgressLine.text(end));
    }

    private void clear() {
        if (progressShown) {
            out.print(CLEAR);
            progressShown = false;
        }
    }
}
