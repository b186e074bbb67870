package io.github.camelglm4.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.benchmark.bulk.BulkPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BulkSectionTest {

    /** 20 answers per second for each worker at most. */
    private static final BulkPlan PLAN = new BulkPlan(List.of(1, 2, 4), Duration.ofMillis(500), 10, 60);

    @Test
    void throughputIsComparedWithOneWorker() {
        assertThat(markdown(Map.of(1, 16.0, 2, 31.0, 4, 58.0)))
                .contains("| 1 | 10 | 16.0 | 80.0 % | 100.0 % |\n")
                .contains("| 2 | 20 | 31.0 | 77.5 % | 96.9 % |\n")
                .contains("| 4 | 40 | 58.0 | 72.5 % | 90.6 % |\n")
                .contains("* Least share of proportional throughput: 90.6 % (target: at least 90.0 %), met\n");
    }

    @Test
    void aTargetThatIsMissedIsTold() {
        assertThat(markdown(Map.of(1, 16.0, 4, 57.0))).contains("89.1 % (target: at least 90.0 %), **not met**");
    }

    private static String markdown(Map<Integer, Double> throughput) {
        return new BulkSection(PLAN, new TreeMap<>(throughput)).markdown();
    }
}
