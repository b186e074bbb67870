package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.Glm4BatchHeaders;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Header;

/**
 * Reports how many requests are in batches to the standard output. After a restart, only those submitted since then.
 */
public final class BatchReports {
    private final AtomicInteger inBatches = new AtomicInteger();
    private final Outages outages;

    /** @param outages what delays submissions */
    public BatchReports(Outages outages) {
        this.outages = outages;
    }

    public void submitted(@Header(Glm4BatchHeaders.REQUESTS) int requests) {
        inBatches.addAndGet(requests);
    }

    public void delivered() {
        inBatches.decrementAndGet();
    }

    public void report() {
        System.out.println(
                Report.ofWorker(Math.max(0, inBatches.get()), outages.trouble()).line());
    }
}
