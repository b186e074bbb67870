package io.github.camelglm4.benchmark.embedding;

import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param latency time from a request to its answer
 * @param dimensions size of a vector
 * @param texts texts of each run
 * @param inFlight numbers of permits of the gate, a run for each and for each form
 */
public record EmbeddingPlan(Duration latency, int dimensions, int texts, List<Integer> inFlight) {

    /** How the texts are sent. */
    public enum Form {
        MESSAGE("one message with an Iterator"),
        GROUPS("groups of a streaming split");

        private final String title;

        Form(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public static EmbeddingPlan full() {
        return new EmbeddingPlan(Duration.ofMillis(200), 256, 100_000, List.of(8, 32));
    }

    /** Shorter. */
    public static EmbeddingPlan quick() {
        return new EmbeddingPlan(Duration.ofMillis(200), 256, 20_000, List.of(8));
    }

    /** The requests per second that the gate allows: all permits are always in use. */
    public double ideal(int permits) {
        return permits * 1_000.0 / latency.toMillis();
    }
}
