package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;

/** One call in a new JVM. The process that started this one measures the time. */
final class FirstAnswer implements Scenario {

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        new AwaitedCall(candidate, parameters.use(), PROMPT).run();
        measurements.answered();
    }
}
