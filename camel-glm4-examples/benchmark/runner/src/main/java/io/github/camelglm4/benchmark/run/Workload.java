package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import io.github.camelglm4.benchmark.service.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scenario with its parameters.
 *
 * @param id name in options
 * @param kind role of the candidate
 * @param scenario scenario of the load; null if there is none
 * @param use use of the process that generates the load
 * @param script answer of the service
 * @param inFlight number of concurrent calls that the candidates are configured for; 0 for their defaults
 * @param numbers parameters of the scenario
 * @param runs number of repetitions
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
     * The repetitions of a workload: for floor and glm4, whose ratio is a target, and for the other candidates; 0 if
     * only floor and glm4 run it.
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
