package io.github.camelglm4.benchmark.candidate;

/** The uses of a candidate. */
public enum Use {
    /** A complete answer, as one chunk. */
    ASK,
    /** A stream, read in Java. */
    READ,
    /** A stream as messages in a route, one per chunk, with the splitter. */
    SPLIT,
    /** A stream as messages in a route, pushed by the component. */
    PUSH,
    /** Concurrent streams, in the typical way of the candidate; in a step of a route if it runs in a route. */
    STREAMS,
    /** A gateway: serves the API of the service, and forwards requests to the service. */
    SERVE
}
