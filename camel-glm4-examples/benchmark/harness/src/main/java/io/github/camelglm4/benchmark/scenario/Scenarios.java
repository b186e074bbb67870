package io.github.camelglm4.benchmark.scenario;

/** The scenarios by name. */
public enum Scenarios {
    SEQUENTIAL_CALLS,
    ONE_STREAM,
    CALLS_IN_FLIGHT,
    CALLS_FOR_A_TIME,
    MANY_STREAMS,
    FIRST_ANSWER,
    FIRST_CALLS,
    STREAM_MEMORY,
    GATEWAY;

    public Scenario create() {
        return switch (this) {
            case SEQUENTIAL_CALLS -> new SequentialCalls();
            case ONE_STREAM -> new OneStream();
            case CALLS_IN_FLIGHT -> new CallsInFlight();
            case CALLS_FOR_A_TIME -> new CallsForATime();
            case MANY_STREAMS -> new ManyStreams();
            case FIRST_ANSWER -> new FirstAnswer();
            case FIRST_CALLS -> new FirstCalls();
            case STREAM_MEMORY -> new StreamMemory();
            case GATEWAY -> new Gateway();
        };
    }
}
