package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import java.time.Duration;
import java.util.Locale;

/** The state of a run as one line. */
final class ProgressLine {
    private static final int BAR = 20;

    private ProgressLine() {}

    /** The line for a terminal, at most as wide as the terminal. */
    static String withBar(Snapshot now, int width) {
        long ended = now.done() + now.failed();
        int full = (int) (BAR * ended / now.records());
        String line = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + text(now);
        return line.length() < width ? line : line.substring(0, width - 1);
    }

    /** The line for a log. */
    static String text(Snapshot now) {
        long ended = now.done() + now.failed();
        String line = String.format(
                Locale.ROOT,
                "%3d %%  %,d of %,d  failed %,d  in flight %d  tokens %,d  %.0f/s  %s left",
                100 * ended / now.records(),
                ended,
                now.records(),
                now.failed(),
                now.inFlight(),
                now.tokens(),
                now.rate(),
                now.left() == null ? "?" : time(now.left()));
        return now.trouble() == null ? line : line + "  waiting: " + now.trouble();
    }

    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
