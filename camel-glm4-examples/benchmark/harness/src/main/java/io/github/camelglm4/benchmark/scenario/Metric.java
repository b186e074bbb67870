package io.github.camelglm4.benchmark.scenario;

/** The metrics of scenarios, each with one unit. */
public enum Metric {
    CPU_MICROS_PER_CALL,
    BYTES_PER_CALL,
    CALL_P50_MICROS,
    CALL_P99_MICROS,
    CALLS_PER_SECOND,
    /** All answered calls, including those that were in flight at the end. */
    CALLS,
    FAILED,
    /** All bytes that a process received, including the warm-up. */
    CHUNKS,
    CHUNKS_PER_SECOND,
    CPU_MICROS_PER_CHUNK,
    BYTES_PER_CHUNK,
    FIRST_CHUNK_P50_MICROS,
    FIRST_CHUNK_P99_MICROS,
    DELAY_P50_MICROS,
    DELAY_P99_MICROS,
    PEAK_THREADS,
    PEAK_MEMORY_BYTES,
    /** Live heap that an open stream uses. */
    HELD_BYTES,
    CPU_MICROS,
    ALLOCATED_BYTES,
    FIRST_ANSWER_MILLIS,
    /** Of the process, from its start to the end of the load. */
    CPU_MILLIS_SINCE_START,
    JARS,
    JAR_BYTES,
    NANOS_PER_OPERATION,
    BYTES_PER_OPERATION
}
