package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Whatever happens on two nodes, and in whatever order: no turn that was acknowledged is lost, stored twice or moved,
 * and none that failed leaves a trace.
 */
class InterleavingTest {

    private static final int SCHEDULES = 3_000;

    @Test
    void thousandsOfSchedulesKeepEveryAcknowledgedTurn() {
        int acknowledged = 0;
        int failed = 0;
        int streamed = 0;
        int resets = 0;
        int conflicts = 0;
        int deaths = 0;
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Schedule.Outcome outcome = run(seed);
            acknowledged += outcome.acknowledged();
            failed += outcome.failed();
            streamed += outcome.streamed();
            resets += outcome.resets();
            conflicts += outcome.conflicts();
            deaths += outcome.deaths();
        }

        // or else they would prove little
        assertThat(acknowledged).isGreaterThan(SCHEDULES * 10);
        assertThat(failed).isGreaterThan(SCHEDULES * 2);
        assertThat(streamed).isGreaterThan(SCHEDULES * 2);
        assertThat(resets).isGreaterThan(SCHEDULES / 2);
        assertThat(conflicts).isGreaterThan(SCHEDULES);
        assertThat(deaths).isGreaterThan(SCHEDULES / 2);
    }

    @Test
    void theSameSeedIsTheSameSchedule() {
        assertThat(run(7)).isEqualTo(run(7));
    }

    private static Schedule.Outcome run(long seed) {
        try {
            return new Schedule(seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
