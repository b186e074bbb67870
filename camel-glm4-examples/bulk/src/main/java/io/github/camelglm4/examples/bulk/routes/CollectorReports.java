package io.github.camelglm4.examples.bulk.routes;

import java.util.Map;
import org.apache.camel.Exchange;

/** Reports what the database contains to the standard output. The counts are rows of {@code sql/counts.sql}. */
public final class CollectorReports {
    private final long records;
    private boolean complete;

    /** @param records number of records of the run */
    public CollectorReports(long records) {
        this.records = records;
    }

    /** Whether the last record has arrived since the last report. */
    public boolean isNewlyComplete(Map<String, Number> counts) {
        return !complete && number(counts, "done") + number(counts, "failed") >= records;
    }

    /** Called after the CSV files are written, if the last record has arrived. */
    public void report(Map<String, Number> counts) {
        complete |= isNewlyComplete(counts);
        System.out.println(
                Report.ofCollector(number(counts, "done"), number(counts, "failed"), number(counts, "tokens"), complete)
                        .line());
    }

    /** Reports that the database or a file cannot be written. */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        System.out.println(
                Report.ofWorker(0, new Trouble(failure.toString(), true)).line());
    }

    private static long number(Map<String, Number> counts, String name) {
        return counts.get(name).longValue();
    }
}
