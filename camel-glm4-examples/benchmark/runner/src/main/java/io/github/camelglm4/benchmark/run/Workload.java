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
 * @param id          how it is named in options
 * @param script      what the service answers
 * @param inFlight    how many calls at a time the candidates are set up for; 0 for their defaults
 * @param numbers     parameters of the scenario
 * @param repetitions of floor and glm4, and of the others
 */
public record Workload(
        String id,
        Scenarios scenario,
        Use use,
        Script script,
        int inFlight,
        Map<String, Integer> numbers,
        Repetitions repetitions) {

    /** How often a workload is run: what the others are compared with more often than they. */
    public record Repetitions(int own, int others) {
        int of(CandidateModule candidate) {
            boolean compared = candidate.equals(CandidateModule.FLOOR) || candidate.equals(CandidateModule.GLM4);
            return compared ? own : others;
        }
    }

    List<String> arguments(int servicePort) {
        List<String> arguments = new ArrayList<>();
        arguments.add(scenario.name());
        arguments.add("use=" + use);
        arguments.add("baseUrl=http://127.0.0.1:" + servicePort + script.path());
        arguments.add("inFlight=" + inFlight);
        arguments.add("stamped=" + (script.kind() == Script.Kind.STAMPS));
        numbers.forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }
}
