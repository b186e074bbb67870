package io.github.camelglm4.examples.summaries;

import io.github.camelglm4.Glm4Headers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;

/** Tells the console how far the route is, and the application when it may end. Texts may be done in any order. */
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

    /** A piece of an answer is there. */
    public synchronized void arrived(Exchange exchange) {
        out.print(exchange.getMessage().getBody(String.class));
        if ("end".equals(exchange.getMessage().getHeader(Glm4Headers.CHUNK_TYPE))) {
            out.println();
        }
        out.flush();
    }

    /** A text has its result. */
    public synchronized void done(Exchange exchange) {
        long used = exchange.getMessage().getHeader(Glm4Headers.TOTAL_TOKENS, 0L, Long.class);
        tokens += used;
        done++;
        String category = exchange.getVariable("category", String.class);
        long millis = exchange.getClock().elapsed();
        line(exchange, String.format(Locale.ROOT, "%-12s %,6d tokens %,7d ms", category, used, millis));
    }

    /** A text has no result; the others go on. */
    public synchronized void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        reasons.add(advice.on(failure));
        failed++;
        line(exchange, "FAILED: " + clip(String.valueOf(failure.getMessage())));
    }

    /** The folder holds no text. */
    public synchronized void nothingToDo() {
        end.run();
    }

    /** Prints what was achieved, and returns the exit code. */
    synchronized int summary(Path texts, Path results) {
        if (done + failed == 0) {
            out.println("There is no *.txt file in " + texts + ": put one there, or name another folder.");
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
