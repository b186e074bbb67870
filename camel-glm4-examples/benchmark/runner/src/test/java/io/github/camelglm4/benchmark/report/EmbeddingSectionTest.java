package io.github.camelglm4.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.benchmark.embedding.EmbeddingPlan;
import io.github.camelglm4.benchmark.embedding.EmbeddingRun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingSectionTest {

    /** 40 requests per second at most. */
    private static final EmbeddingPlan PLAN = new EmbeddingPlan(Duration.ofMillis(200), 256, 100_000, List.of(8));

    @Test
    void speedIsComparedWithThatOfTheGate() {
        assertThat(markdown(39.2))
                .contains("| one message with an Iterator | 8 | 1,563 | 39.2 | 40.0 | 98.0 % | 2,508 | 300 |\n")
                .contains("* Least share of what the gate allows: 98.0 % (target: at least 95.0 %), met\n");
    }

    @Test
    void aTargetThatIsMissedIsTold() {
        assertThat(markdown(37)).contains("92.5 % (target: at least 95.0 %), **not met**");
    }

    private static String markdown(double requestsPerSecond) {
        EmbeddingRun run = new EmbeddingRun(EmbeddingPlan.Form.MESSAGE, 8, 1_563, requestsPerSecond, 300e6);
        return new EmbeddingSection(PLAN, List.of(run)).markdown();
    }
}
