package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A load on a gateway.
 *
 * @param id name in the results
 * @param warmup parameters of the load that runs before, and is not measured; empty for none
 * @param measured parameters of the measured load
 */
record GatewayLoad(String id, Scenarios scenario, Use use, Map<String, Integer> warmup, Map<String, Integer> measured) {

    /** Callers that call again as soon as they have the answer. */
    static GatewayLoad calls(String id, int calls, int warmupMillis, int measureMillis) {
        return calls(id, calls, 0, warmupMillis, measureMillis);
    }

    /** Callers that call again after a time. */
    static GatewayLoad calls(String id, int calls, int everyMillis, int warmupMillis, int measureMillis) {
        Map<String, Integer> warmup = warmupMillis == 0 ? Map.of() : callsFor(calls, everyMillis, warmupMillis);
        return new GatewayLoad(
                id, Scenarios.CALLS_FOR_A_TIME, Use.ASK, warmup, callsFor(calls, everyMillis, measureMillis));
    }

    private static Map<String, Integer> callsFor(int calls, int everyMillis, int millis) {
        return Map.of("calls", calls, "everyMillis", everyMillis, "measureMillis", millis);
    }

    /** Streams in rounds: all begin within a time. */
    static GatewayLoad streams(String id, int streams, int spanMillis, int chunks, int warmupRounds, int rounds) {
        return new GatewayLoad(
                id,
                Scenarios.MANY_STREAMS,
                Use.STREAMS,
                streamsFor(streams, spanMillis, chunks, warmupRounds),
                streamsFor(streams, spanMillis, chunks, rounds));
    }

    private static Map<String, Integer> streamsFor(int streams, int spanMillis, int chunks, int rounds) {
        return Map.of(
                "streams", streams, "spanMillis", spanMillis, "chunks", chunks, "rounds", rounds, "warmupMillis", 0);
    }

    /** The command for the process that generates the load. */
    String command(Map<String, Integer> numbers) {
        return numbers.entrySet().stream()
                .map(number -> number.getKey() + "=" + number.getValue())
                .collect(Collectors.joining(
                        " ", scenario + " use=" + use + " stamped=" + (use == Use.STREAMS) + " ", ""));
    }
}
