package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.Map;

/**
 * The result of one process.
 *
 * @param measured the measurements; empty if the process failed
 * @param reason why the candidate does not support the use, or the failure; null on success
 */
public record Outcome(Kind kind, Map<Metric, Double> measured, String reason) {

    public enum Kind {
        MEASURED,
        UNSUPPORTED,
        FAILED
    }

    public static Outcome measured(Map<Metric, Double> values) {
        return new Outcome(Kind.MEASURED, Map.copyOf(values), null);
    }

    public static Outcome unsupported(String reason) {
        return new Outcome(Kind.UNSUPPORTED, Map.of(), reason);
    }

    public static Outcome failed(String reason) {
        return new Outcome(Kind.FAILED, Map.of(), reason);
    }

    @Override
    public String toString() {
        return kind == Kind.MEASURED ? measured.toString() : kind + " " + reason;
    }
}
