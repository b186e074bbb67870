package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.ClientProcess;
import java.io.IOException;
import java.util.List;

/** Starts measured processes of candidates. */
final class ProcessStarter {

    private final BenchmarkFolder folder;

    ProcessStarter(BenchmarkFolder folder) {
        this.folder = folder;
    }

    ChildProcess start(CandidateModule candidate, List<String> arguments, String logName) throws IOException {
        return ChildProcess.java(
                candidate.classPath(folder),
                ClientProcess.class.getName(),
                arguments,
                folder.output().resolve("logs").resolve(logName));
    }

    /** Waits for the end of the process. */
    static Outcome outcome(ChildProcess process) throws IOException, InterruptedException {
        return process.await(ChildProcess.LONGEST_SECONDS)
                ? ProcessOutput.outcome(process.lines(), process.startedNanos())
                : Outcome.failed("no result within " + ChildProcess.LONGEST_SECONDS + " s");
    }
}
