package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;

/** A load, and what it is measured by. */
public interface Scenario {

    /** What everyone asks. */
    String PROMPT = "Tell me in a few words what a message router does, and for whom.";

    void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception;
}
