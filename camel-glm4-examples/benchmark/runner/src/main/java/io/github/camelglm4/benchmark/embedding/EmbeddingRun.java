package io.github.camelglm4.benchmark.embedding;

/**
 * What was measured.
 *
 * @param form how the texts were sent
 * @param permits permits of the gate
 * @param requests requests of all texts
 * @param requestsPerSecond from the message to its end
 * @param peakMemory peak memory of the process, in bytes
 */
public record EmbeddingRun(
        EmbeddingPlan.Form form, int permits, double requests, double requestsPerSecond, double peakMemory) {}
