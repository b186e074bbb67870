package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.service.Script;
import java.util.List;

/**
 * Which loads the gateways get, and how often.
 *
 * @param window time in milliseconds of each of the three windows that begin with the start of a gateway
 * @param settling loads that run once for each gateway before the repetitions, without being measured
 * @param repeated loads that run in each repetition
 * @param price load that compares our gateway with and without limits
 */
public record GatewayPlan(
        int window,
        List<GatewayLoad> settling,
        List<GatewayLoad> repeated,
        int repetitions,
        GatewayLoad price,
        int priceRepetitions,
        int streams,
        int chunks) {

    public static final String FIRST = "first";
    public static final String SECOND = "second";
    public static final String THIRD = "third";
    public static final String CALLS_32 = "calls-32";
    public static final String CALLS_256 = "calls-256";
    public static final String SEQUENTIAL = "sequential";
    public static final String PACED = "paced";
    public static final String STREAMS = "streams";
    public static final String MEMORY = "memory";
    public static final String PRICE = "price";

    public static final int CONNECTIONS = 32;
    public static final int MANY_CONNECTIONS = 256;
    /** How fast streams begin. */
    public static final int STREAMS_PER_SECOND = 500;

    private static final int SETTLING_ROUNDS = 2;
    private static final int STREAM_COUNT = 500;
    public static final int CHUNK_MILLIS = 50;

    /** Requests per second of the paced load: few enough for the slowest gateway. */
    public static final int PACE = 200;

    private static final int PACE_MILLIS = CONNECTIONS * 1_000 / PACE;

    /** For a report: about 12 minutes. */
    public static GatewayPlan full() {
        return of(10_000, 4_000, 3, 10, STREAM_COUNT, 40);
    }

    /** For a quick look: about two minutes. */
    public static GatewayPlan quick() {
        return of(1_500, 1_500, 1, 3, STREAM_COUNT, 40);
    }

    /**
     * @param millis duration of most loads
     * @param streams number of concurrent streams
     * @param chunks number of chunks of each stream
     */
    static GatewayPlan of(int window, int millis, int repetitions, int priceRepetitions, int streams, int chunks) {
        int warmup = millis / 4;
        int span = streams * 1_000 / STREAMS_PER_SECOND;
        return new GatewayPlan(
                window,
                List.of(
                        GatewayLoad.calls(CALLS_32, CONNECTIONS, 0, millis),
                        GatewayLoad.streams(STREAMS, streams, span, chunks, 0, SETTLING_ROUNDS)),
                List.of(
                        GatewayLoad.calls(CALLS_32, CONNECTIONS, warmup, millis),
                        GatewayLoad.calls(CALLS_256, MANY_CONNECTIONS, warmup, millis),
                        GatewayLoad.calls(SEQUENTIAL, 1, warmup, millis / 2),
                        GatewayLoad.calls(PACED, CONNECTIONS, PACE_MILLIS, warmup, millis),
                        GatewayLoad.streams(STREAMS, streams, span, chunks, 1, 2)),
                repetitions,
                GatewayLoad.calls(PRICE, CONNECTIONS, warmup / 2, millis / 2),
                priceRepetitions,
                streams,
                chunks);
    }

    /** The loads that begin with the start of a gateway. */
    List<GatewayLoad> windows() {
        return List.of(
                GatewayLoad.calls(FIRST, CONNECTIONS, 0, window),
                GatewayLoad.calls(SECOND, CONNECTIONS, 0, window),
                GatewayLoad.calls(THIRD, CONNECTIONS, 0, window));
    }

    /** What the service answers. */
    Script script() {
        return Script.chat(chunks, CHUNK_MILLIS);
    }
}
