package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;

/** A load and its measurements. */
public interface Scenario {

    /** The prompt of all requests. */
    String PROMPT = "Tell me in a few words what a message router does, and for whom.";

    void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception;
}
