package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.run.Workload.Repetitions;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import io.github.camelglm4.benchmark.service.Script;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All workloads, in the order of the report. */
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

    private static final int LONG_STREAM = 10_000;

    private static final Repetitions OFTEN = new Repetitions(5, 3);
    private static final Repetitions NORMAL = new Repetitions(3, 3);
    private static final Repetitions COSTLY = new Repetitions(3, 1);
    private static final Repetitions ONCE = new Repetitions(1, 1);

    private final boolean quick;

    /** @param quick half as long and each once: for a look, not for a report */
    public Workloads(boolean quick) {
        this.quick = quick;
    }

    public List<Workload> all() {
        return List.of(
                new Workload(
                        CALLS,
                        Scenarios.SEQUENTIAL_CALLS,
                        Use.ASK,
                        Script.answer(0),
                        0,
                        spans(8_000, 2_500),
                        times(NORMAL)),
                oneStream(STREAM, Use.READ),
                oneStream(SPLIT, Use.SPLIT),
                oneStream(PUSH, Use.PUSH),
                manyStreams(STREAMS, Script.stream(200, 10)),
                manyStreams(DELAY, Script.stamps(50, 50)),
                callsInFlight(IN_FLIGHT_512, 512, 200, false, spans(6_000, 3_000)),
                callsInFlight(IN_FLIGHT_2000, 2_000, 200, true, spans(6_000, 4_000)),
                callsInFlight(IN_FLIGHT_10000, 10_000, 2_000, true, spans(6_000, 8_000)),
                new Workload(COLD_START, Scenarios.FIRST_ANSWER, Use.ASK, Script.answer(0), 0, Map.of(), times(OFTEN)));
    }

    private Workload oneStream(String id, Use use) {
        Map<String, Integer> numbers = new HashMap<>(spans(8_000, 2_500));
        numbers.put("chunks", LONG_STREAM);
        return new Workload(id, Scenarios.ONE_STREAM, use, Script.stream(LONG_STREAM, 0), 0, numbers, times(NORMAL));
    }

    private Workload manyStreams(String id, Script script) {
        Map<String, Integer> numbers = Map.of("warmupRounds", 3, "streams", 500, "chunks", script.chunks());
        return new Workload(id, Scenarios.MANY_STREAMS, Use.STREAMS, script, 500, numbers, times(COSTLY));
    }

    private Workload callsInFlight(String id, int calls, int latencyMillis, boolean setUp, Map<String, Integer> spans) {
        Map<String, Integer> numbers = new HashMap<>(spans);
        numbers.put("calls", calls);
        numbers.put("latencyMillis", latencyMillis);
        return new Workload(
                id,
                Scenarios.CALLS_IN_FLIGHT,
                Use.ASK,
                Script.answer(latencyMillis),
                setUp ? calls : 0,
                numbers,
                times(COSTLY));
    }

    private Map<String, Integer> spans(int warmupMillis, int measureMillis) {
        return Map.of("warmupMillis", warmupMillis, "measureMillis", quick ? measureMillis / 2 : measureMillis);
    }

    private Repetitions times(Repetitions full) {
        return quick ? ONCE : full;
    }
}
