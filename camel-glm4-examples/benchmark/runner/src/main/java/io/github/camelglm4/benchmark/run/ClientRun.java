package io.github.camelglm4.benchmark.run;

import java.io.IOException;

/** A workload with the candidate as the client: one process. */
final class ClientRun implements WorkloadRun {

    private final ProcessStarter processes;
    private final int servicePort;

    ClientRun(ProcessStarter processes, int servicePort) {
        this.processes = processes;
        this.servicePort = servicePort;
    }

    @Override
    public Outcome run(Workload workload, CandidateModule candidate) throws IOException, InterruptedException {
        String baseUrl = "http://127.0.0.1:" + servicePort + workload.script().path();
        try (ChildProcess process =
                processes.start(candidate, workload.arguments(baseUrl), workload.id() + "-" + candidate.id())) {
            return ProcessStarter.outcome(process);
        }
    }
}
