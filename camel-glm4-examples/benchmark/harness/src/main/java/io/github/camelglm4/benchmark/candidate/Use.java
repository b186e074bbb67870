package io.github.camelglm4.benchmark.candidate;

/** The ways to use a candidate. */
public enum Use {
    /** One whole answer: one piece. */
    ASK,
    /** A stream, read in Java. */
    READ,
    /** A stream as messages in a route, one a chunk, through the splitter. */
    SPLIT,
    /** A stream as messages in a route, pushed by the component. */
    PUSH,
    /**
     * Many streams at a time, in whatever way the candidate is meant for that; in a step of a route where there are
     * routes.
     */
    STREAMS,
    /** A gateway: serves the interface of the service, and asks the service. */
    SERVE
}
