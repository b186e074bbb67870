package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.examples.bulk.Report;
import io.github.camelglm4.examples.bulk.routes.Outages.Trouble;
import org.apache.camel.CamelContext;

/** Reports what a worker does to its standard output. */
public final class WorkerReports {
    private final Outages outages;

    public WorkerReports(Outages outages) {
        this.outages = outages;
    }

    public void report(CamelContext context) {
        Trouble trouble = outages.trouble();
        int inFlight = context.getInflightRepository().size("answer");
        System.out.println(Report.ofWorker(
                        inFlight,
                        trouble == null ? null : trouble.message(),
                        trouble != null && trouble.needsSomebody())
                .line());
    }
}
