package io.github.camelglm4.examples.summaries;

import io.github.camelglm4.Glm4Headers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;

/** Prints the progress of the route, and ends the application after the last text. Texts finish in any order. */
public final class Progress {
    private static final int LONGEST_MESSAGE = 120;

    private final PrintStream out;
    private final Advice advice;
    private final Runnable end;
    private final long started = System.nanoTime();
    private final Set<String> reasons = new LinkedHashSet<>();
    private int done;
    private int failed;
    private long tokens;

    Progress(PrintStream out, ModelChoice model, Runnable end) {
        this.out = out;
        this.advice = new Advice(model);
        this.end = end;
    }

    /** Prints a chunk of an answer. */
    public synchronized void arrived(Exchange exchange) {
        out.print(exchange.getMessage().getBody(String.class));
        if ("end".equals(exchange.getMessage().getHeader(Glm4Headers.CHUNK_TYPE))) {
            out.println();
        }
        out.flush();
    }

    /** Called when the result of a text is written. */
    public synchronized void done(Exchange exchange) {
        long used = exchange.getMessage().getHeader(Glm4Headers.TOTAL_TOKENS, 0L, Long.class);
        tokens += used;
        done++;
        String category = exchange.getVariable("category", String.class);
        long millis = exchange.getClock().elapsed();
        line(exchange, String.format(Locale.ROOT, "%-12s %,6d tokens %,7d ms", category, used, millis));
    }

    /** Called when a text failed. The other texts are still processed. */
    public synchronized void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        reasons.add(advice.on(failure));
        failed++;
        line(exchange, "FAILED: " + clip(String.valueOf(failure.getMessage())));
    }

    /** Called when the folder contains no text. */
    public synchronized void nothingToDo() {
        end.run();
    }

    /** Prints the totals and the reasons of failures, and returns the exit code. */
    synchronized int summary(Path texts, Path results) {
        if (done + failed == 0) {
            out.println("The folder " + texts + " contains no *.txt file. Add one, or pass another folder.");
            return 1;
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        String failures = failed == 0 ? "" : " (" + failed + " failed)";
        out.printf(Locale.ROOT, "%n%d files%s, %,d tokens, %.1f s%n", done + failed, failures, tokens, seconds);
        out.println("Results: " + results);
        reasons.forEach(reason -> out.println("Failed: " + reason));
        return failed == 0 ? 0 : 1;
    }

    private void line(Exchange exchange, String outcome) {
        int all = exchange.getProperty(Exchange.BATCH_SIZE, Integer.class);
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
        out.printf("[%2d/%d] %-32s %s%n", done + failed, all, name, outcome);
        if (done + failed == all) {
            end.run();
        }
    }

    private static String clip(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
