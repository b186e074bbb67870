package io.github.camelglm4.benchmark.run;

import java.io.IOException;

/** Runs a workload once. */
interface WorkloadRun {

    Outcome run(Workload workload, CandidateModule candidate) throws IOException, InterruptedException;
}
