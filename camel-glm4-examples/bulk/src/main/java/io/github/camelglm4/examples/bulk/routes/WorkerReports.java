package io.github.camelglm4.examples.bulk.routes;

import org.apache.camel.CamelContext;

/** Reports what a worker does to its standard output. */
public final class WorkerReports {
    private final Outages outages;

    public WorkerReports(Outages outages) {
        this.outages = outages;
    }

    public void report(CamelContext context) {
        int inFlight = context.getInflightRepository().size("answer");
        System.out.println(Report.ofWorker(inFlight, outages.trouble()).line());
    }
}
