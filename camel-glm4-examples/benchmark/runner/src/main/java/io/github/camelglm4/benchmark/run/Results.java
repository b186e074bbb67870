package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The measurements of all processes. */
public final class Results {

    private record Key(String workload, String candidate) {}

    private final Map<Key, List<Outcome>> outcomes = new LinkedHashMap<>();

    public void add(String workload, String candidate, Outcome outcome) {
        outcomes.computeIfAbsent(new Key(workload, candidate), k -> new ArrayList<>())
                .add(outcome);
    }

    /** In the order of the repetitions. */
    public List<Outcome> of(String workload, String candidate) {
        return outcomes.getOrDefault(new Key(workload, candidate), List.of());
    }

    /** The median of the successful repetitions; empty if there is none. */
    public OptionalDouble median(String workload, String candidate, Metric metric) {
        double[] values = of(workload, candidate).stream()
                .map(outcome -> outcome.measured().get(metric))
                .filter(value -> value != null && !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = values.length / 2;
        return OptionalDouble.of(
                values.length % 2 == 1
                        ? values[middle]
                        : Arrays.stream(values, middle - 1, middle + 1)
                                .average()
                                .orElseThrow());
    }
}
