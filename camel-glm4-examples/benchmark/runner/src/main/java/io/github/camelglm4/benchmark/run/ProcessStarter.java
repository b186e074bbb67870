package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.ClientProcess;
import java.io.IOException;
import java.util.List;

/** Starts measured processes of candidates. */
final class ProcessStarter {

    /** Longer than any run. */
    static final int LONGEST_SECONDS = 120;

    private final BenchmarkFolder folder;

    ProcessStarter(BenchmarkFolder folder) {
        this.folder = folder;
    }

    JavaProcess start(CandidateModule candidate, List<String> arguments, String logName) throws IOException {
        return new JavaProcess(
                candidate.classPath(folder),
                ClientProcess.class.getName(),
                arguments,
                folder.output().resolve("logs").resolve(logName));
    }

    /** Waits for the end of the process. */
    static Outcome outcome(JavaProcess process) throws IOException, InterruptedException {
        return process.await(LONGEST_SECONDS)
                ? ProcessOutput.outcome(process.lines(), process.startedNanos())
                : Outcome.failed("no result within " + LONGEST_SECONDS + " s");
    }
}
