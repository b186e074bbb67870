package io.github.camelglm4.examples.bulk;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** What the user sees. */
final class Console {
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void notice(String line) {
        out.println(line);
    }

    void progress(Progress.Snapshot now) {
        out.printf("%s\r", now);
    }

    void summary(Progress.Snapshot end, Path folder) {
        out.printf(
                Locale.ROOT,
                "%,d results, %,d dead letters, %,d tokens, %.1f s%n",
                end.done(),
                end.failed(),
                end.tokens(),
                end.elapsed().toMillis() / 1000.0);
        out.println("Results: " + folder.resolve("results.csv"));
    }
}
