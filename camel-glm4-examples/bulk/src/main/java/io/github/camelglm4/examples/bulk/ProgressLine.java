package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import java.time.Duration;
import java.util.Locale;

/** The state of a run as one line. */
final class ProgressLine {
    private static final int LONGEST_BAR = 20;
    private static final int SHORTEST_BAR = 5;

    private ProgressLine() {}

    /** The line for a terminal. In a narrow one, the bar is shorter or missing. */
    static String withBar(Snapshot now, int width) {
        String text = text(now);
        int bar = Math.min(LONGEST_BAR, width - 1 - text.length() - "[] ".length());
        String line = bar < SHORTEST_BAR ? text : bar(now, bar) + text;
        return line.length() < width ? line : line.substring(0, width - 1);
    }

    private static String bar(Snapshot now, int length) {
        int full = (int) (length * now.ended() / now.records());
        return "[" + "#".repeat(full) + "-".repeat(length - full) + "] ";
    }

    /** The line for a log. */
    static String text(Snapshot now) {
        String line = String.format(
                Locale.ROOT,
                "%3d %%  %,d/%,d  failed %,d  in flight %d  tokens %,d  %.0f/s  %s left",
                100 * now.ended() / now.records(),
                now.ended(),
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
