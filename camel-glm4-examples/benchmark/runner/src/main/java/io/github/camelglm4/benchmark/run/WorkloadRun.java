package io.github.camelglm4.benchmark.run;

import java.io.IOException;

/** A way to run a workload once. */
interface WorkloadRun {

    Outcome run(Workload workload, CandidateModule candidate) throws IOException, InterruptedException;
}
