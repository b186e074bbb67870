package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.run.Workload.Kind;
import io.github.camelglm4.benchmark.run.Workload.Runs;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import io.github.camelglm4.benchmark.service.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All workloads, in the order in which they run. */
public final class Workloads {

    public static final String CALLS = "calls";
    public static final String STREAM = "stream";
    public static final String SPLIT = "split";
    public static final String PUSH = "push";
    public static final String STREAMS = "streams";
    public static final String DELAY = "delay";
    public static final String IN_FLIGHT_512 = "in-flight-512";
    public static final String IN_FLIGHT_2000 = "in-flight-2000";
    public static final String IN_FLIGHT_10000 = "in-flight-10000";
    public static final String COLD_START = "cold-start";
    public static final String FIRST_10000 = "first-10000";
    public static final String FOOTPRINT = "footprint";
    public static final String GATEWAY_STREAM = "gateway-stream";
    public static final String GATEWAY_STREAMS = "gateway-streams";

    /** Prefix of the ids of workloads that measure a part of glm4; the name of the part follows. */
    public static final String INNER = "inner-";

    public static final List<String> INNER_PARTS = List.of("sseDecoder", "chunkParser", "assembler", "requestWriter");

    /** Calls in flight of the growth workloads. The latency is set so that each makes 5,000 calls per second. */
    public static final List<Integer> GROWTH_CALLS = List.of(10, 100, 1_000);

    public static final List<Integer> GROWTH_CHUNKS = List.of(100, 1_000, 10_000, 100_000, 500_000);
    public static final List<Integer> GROWTH_PROMPTS = List.of(1_000, 10_000, 100_000, 1_000_000);

    private static final int GROWTH_CALLS_A_SECOND = 5_000;
    private static final int LONG_STREAM = 10_000;

    /** Repetitions with 500 streams. One takes two seconds, so that a single garbage collection changes the result. */
    private static final int ROUNDS = 8;

    private static final Runs OFTEN = new Runs(5, 3);
    private static final Runs NORMAL = new Runs(3, 1);
    private static final Runs OURS = new Runs(3, 0);
    private static final Runs ONCE = new Runs(1, 1);
    private static final Runs OURS_ONCE = new Runs(1, 0);

    private final boolean quick;

    /** @param quick whether to run half as long, each once: for a quick look, not for a report */
    public Workloads(boolean quick) {
        this.quick = quick;
    }

    /** The id of a growth workload. */
    public static String growth(String what, int size) {
        return "growth-" + what + "-" + size;
    }

    public List<Workload> all() {
        List<Workload> all = new ArrayList<>(List.of(
                calls(CALLS, 0, spans(4_000, 2_500), NORMAL),
                oneStream(STREAM, Kind.CLIENT, Use.READ, NORMAL),
                oneStream(SPLIT, Kind.CLIENT, Use.SPLIT, NORMAL),
                oneStream(PUSH, Kind.CLIENT, Use.PUSH, OURS),
                manyStreams(STREAMS, Kind.CLIENT, Script.stream(200, 10), NORMAL),
                manyStreams(DELAY, Kind.CLIENT, Script.stamps(50, 50), NORMAL),
                callsInFlight(IN_FLIGHT_512, 512, 200, 0, spans(5_000, 3_000), NORMAL),
                callsInFlight(IN_FLIGHT_2000, 2_000, 200, 2_000, spans(5_000, 4_000), NORMAL),
                callsInFlight(IN_FLIGHT_10000, 10_000, 2_000, 10_000, spans(5_000, 8_000), NORMAL),
                coldStart(),
                firstCalls(10_000),
                new Workload(FOOTPRINT, Kind.FOOTPRINT, null, Use.ASK, null, 0, Map.of(), ONCE),
                oneStream(GATEWAY_STREAM, Kind.GATEWAY, Use.READ, OURS_ONCE),
                manyStreams(GATEWAY_STREAMS, Kind.GATEWAY, Script.stamps(50, 50), OURS_ONCE)));
        growth(all);
        INNER_PARTS.forEach(part -> all.add(inner(part)));
        return all;
    }

    private void growth(List<Workload> all) {
        for (int calls : GROWTH_CALLS) {
            int latencyMillis = calls * 1_000 / GROWTH_CALLS_A_SECOND;
            Map<String, Integer> spans = spans(4_000, 2_500);
            all.add(callsInFlight(growth("calls", calls), calls, latencyMillis, calls, spans, OURS_ONCE));
        }
        for (int chunks : GROWTH_CHUNKS) {
            all.add(streamMemory(growth("read", chunks), Use.READ, chunks));
            all.add(streamMemory(growth("push", chunks), Use.PUSH, chunks));
        }
        for (int chars : GROWTH_PROMPTS) {
            all.add(calls(growth("prompt", chars), chars, spans(3_000, 1_500), OURS_ONCE));
        }
    }

    private Workload calls(String id, int promptChars, Map<String, Integer> spans, Runs runs) {
        Map<String, Integer> numbers = new HashMap<>(spans);
        numbers.put("promptChars", promptChars);
        return client(id, Scenarios.SEQUENTIAL_CALLS, Use.ASK, Script.answer(0), 0, numbers, runs);
    }

    private Workload oneStream(String id, Kind kind, Use use, Runs runs) {
        Map<String, Integer> numbers = new HashMap<>(spans(streamsWarmupMillis(), 2_500));
        numbers.put("chunks", LONG_STREAM);
        Script script = Script.stream(LONG_STREAM, 0);
        return new Workload(id, kind, Scenarios.ONE_STREAM, use, script, 0, numbers, times(runs));
    }

    private Workload manyStreams(String id, Kind kind, Script script, Runs runs) {
        int streams = 500;
        Map<String, Integer> numbers = Map.of(
                "warmupMillis",
                streamsWarmupMillis(),
                "rounds",
                quick ? 1 : ROUNDS,
                "streams",
                streams,
                "chunks",
                script.chunks());
        return new Workload(id, kind, Scenarios.MANY_STREAMS, Use.STREAMS, script, streams, numbers, times(runs));
    }

    private Workload callsInFlight(
            String id, int calls, int latencyMillis, int setUpFor, Map<String, Integer> spans, Runs runs) {
        Map<String, Integer> numbers = new HashMap<>(spans);
        numbers.put("calls", calls);
        numbers.put("latencyMillis", latencyMillis);
        Script script = Script.answer(latencyMillis);
        return client(id, Scenarios.CALLS_IN_FLIGHT, Use.ASK, script, setUpFor, numbers, runs);
    }

    private Workload coldStart() {
        return client(COLD_START, Scenarios.FIRST_ANSWER, Use.ASK, Script.answer(0), 0, Map.of(), OFTEN);
    }

    private Workload firstCalls(int calls) {
        Map<String, Integer> numbers = Map.of("calls", calls);
        return client(FIRST_10000, Scenarios.FIRST_CALLS, Use.ASK, Script.answer(0), 0, numbers, OFTEN);
    }

    private Workload streamMemory(String id, Use use, int chunks) {
        Map<String, Integer> numbers = Map.of("chunks", chunks);
        return client(id, Scenarios.STREAM_MEMORY, use, Script.stream(chunks, 0), 0, numbers, OURS_ONCE);
    }

    private Workload inner(String part) {
        Map<String, Integer> numbers = Map.of("warmups", 3, "iterations", quick ? 1 : 3);
        return new Workload(INNER + part, Kind.INNER, null, Use.ASK, null, 0, numbers, OURS_ONCE);
    }

    private Workload client(
            String id,
            Scenarios scenario,
            Use use,
            Script script,
            int inFlight,
            Map<String, Integer> numbers,
            Runs runs) {
        return new Workload(id, Kind.CLIENT, scenario, use, script, inFlight, numbers, times(runs));
    }

    /** Streams need the longest warm-up of the JIT compilers. */
    private int streamsWarmupMillis() {
        return quick ? 5_000 : 10_000;
    }

    private Map<String, Integer> spans(int warmupMillis, int measureMillis) {
        return Map.of("warmupMillis", warmupMillis, "measureMillis", quick ? measureMillis / 2 : measureMillis);
    }

    private Runs times(Runs full) {
        return quick ? new Runs(1, Math.min(1, full.others())) : full;
    }
}
