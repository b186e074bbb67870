package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import java.io.PrintStream;

/** What the user sees: notices, and the progress, which is one line that changes if the output is a terminal. */
final class Console {
    private static final long NANOS_BETWEEN_LINES = 3_000_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final Terminal terminal;
    private long nextLine = System.nanoTime();
    private boolean progressShown;

    Console(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void notice(String line) {
        clear();
        out.println(line);
    }

    /** Shows the progress: on a terminal at once, else every few seconds. */
    synchronized void progress(Snapshot now) {
        if (terminal.exists()) {
            out.print(CLEAR + ProgressLine.withBar(now, terminal.width()));
            out.flush();
            progressShown = true;
        } else if (System.nanoTime() - nextLine >= 0) {
            out.println(ProgressLine.text(now));
            nextLine = System.nanoTime() + NANOS_BETWEEN_LINES;
        }
    }

    /** Shows the last progress as a line that stays. */
    synchronized void lastProgress(Snapshot end) {
        notice(terminal.exists() ? ProgressLine.withBar(end, terminal.width()) : ProgressLine.text(end));
    }

    private void clear() {
        if (progressShown) {
            out.print(CLEAR);
            progressShown = false;
        }
    }
}
