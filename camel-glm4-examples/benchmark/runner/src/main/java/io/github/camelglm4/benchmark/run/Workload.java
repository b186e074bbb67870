package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import io.github.camelglm4.benchmark.service.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scenario with its numbers.
 *
 * @param id how it is named in options
 * @param kind what the candidate is in it
 * @param scenario of the load; null without one
 * @param use of the process that is the load
 * @param script what the service answers
 * @param inFlight how many calls at a time the candidates are set up for; 0 for their defaults
 * @param numbers parameters of the scenario
 * @param runs how often
 */
public record Workload(
        String id,
        Kind kind,
        Scenarios scenario,
        Use use,
        Script script,
        int inFlight,
        Map<String, Integer> numbers,
        Runs runs) {

    public enum Kind {
        CLIENT,
        GATEWAY,
        FOOTPRINT,
        INNER
    }

    /**
     * How often a workload is run: by floor and glm4, whose ratio counts, and by the others. 0: for floor and glm4
     * only.
     */
    public record Runs(int own, int others) {
        int of(CandidateModule candidate) {
            boolean compared = candidate.equals(CandidateModule.FLOOR) || candidate.equals(CandidateModule.GLM4);
            return compared ? own : others;
        }
    }

    List<String> arguments(String baseUrl) {
        List<String> arguments = new ArrayList<>();
        arguments.add(scenario.name());
        arguments.add("use=" + use);
        arguments.add("baseUrl=" + baseUrl);
        arguments.add("inFlight=" + inFlight);
        arguments.add("stamped=" + (script.kind() == Script.Kind.STAMPS));
        numbers.forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }
}
