package io.github.camelglm4.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = new Results();

    @Test
    void medianIsTheOneInTheMiddle() {
        add(30);
        add(10);
        add(20);

        assertThat(median()).isEqualTo(20);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        add(30);
        add(10);
        add(20);
        add(25);

        assertThat(median()).isEqualTo(22.5);
    }

    @Test
    void failuresHaveNoPart() {
        add(10);
        results.add("calls", "glm4", Outcome.failed("it broke"));

        assertThat(median()).isEqualTo(10);
        assertThat(results.median("calls", "floor", Metric.CALL_P50_MICROS)).isEmpty();
    }

    private void add(double value) {
        results.add("calls", "glm4", Outcome.measured(Map.of(Metric.CALL_P50_MICROS, value)));
    }

    private double median() {
        return results.median("calls", "glm4", Metric.CALL_P50_MICROS).orElseThrow();
    }
}
