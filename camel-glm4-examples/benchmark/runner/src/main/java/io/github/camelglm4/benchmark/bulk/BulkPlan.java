package io.github.camelglm4.benchmark.bulk;

import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param workers numbers of worker processes, one run for each; the first one is compared with the others
 * @param latency time from a request to its answer
 * @param inFlight requests of one worker at the same time
 * @param texts texts of each run: with fewer texts there are fewer customers, so that more texts of a batch wait for
 *     others
 */
public record BulkPlan(List<Integer> workers, Duration latency, int inFlight, int texts) {

    public static BulkPlan full() {
        return new BulkPlan(List.of(1, 2, 4), Duration.ofMillis(500), 8, 1_920);
    }

    /** Shorter. */
    public static BulkPlan quick() {
        return new BulkPlan(List.of(1, 2, 4), Duration.ofMillis(500), 8, 640);
    }

    /** The requests per second that one worker can send at most: all its requests are always in flight. */
    public double idealPerWorker() {
        return inFlight * 1_000.0 / latency.toMillis();
    }

    /** How long the texts last, if nothing but the latency counts. */
    long idealSeconds(int ofWorkers) {
        return (long) (texts / (idealPerWorker() * ofWorkers));
    }
}
