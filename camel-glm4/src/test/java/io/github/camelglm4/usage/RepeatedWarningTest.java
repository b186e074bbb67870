package io.github.camelglm4.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens often is logged once a minute, with its number. */
class RepeatedWarningTest {

    private final SettableClock clock = new SettableClock("2026-12-31T23:59:30Z");
    private final RepeatedWarning warning = new RepeatedWarning(clock);
    private final List<Long> logged = new ArrayList<>();

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            warning.count(logged::add);
        }
    }

    @Test
    void isLoggedAtOnceAndThenOnceAMinute() {
        count(3);
        assertThat(logged).containsExactly(1L);
        clock.advance(Duration.ofMillis(59_999));
        count(4);
        assertThat(logged).containsExactly(1L);
        clock.advance(Duration.ofMillis(1));
        count(2);
        assertThat(logged).as("all since the last time").containsExactly(1L, 7L);
        clock.advance(Duration.ofMinutes(1));
        count(1);
        assertThat(logged).containsExactly(1L, 7L, 2L);
    }
}
