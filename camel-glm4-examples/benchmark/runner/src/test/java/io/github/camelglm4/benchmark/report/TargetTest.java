package io.github.camelglm4.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final OptionalDouble NO_FLOOR = OptionalDouble.empty();

    @Test
    void limits() {
        assertThat(Target.atMost(25).isMet(25, NO_FLOOR, List.of())).isTrue();
        assertThat(Target.atMost(25).isMet(26, NO_FLOOR, List.of())).isFalse();
        assertThat(Target.atLeast(2_400).isMet(2_400, NO_FLOOR, List.of())).isTrue();
        assertThat(Target.atLeast(2_400).isMet(2_399, NO_FLOOR, List.of())).isFalse();
    }

    @Test
    void multiplesOfTheFloor() {
        Target target = Target.atMostTimesFloor(1.5);

        assertThat(target.isMet(15, OptionalDouble.of(10), List.of())).isTrue();
        assertThat(target.isMet(16, OptionalDouble.of(10), List.of())).isFalse();
        assertThat(target.isMet(1, NO_FLOOR, List.of()))
                .as("nothing is known without a floor")
                .isFalse();
    }

    @Test
    void aheadOfOthers() {
        Target target = Target.atLeastTimesFloor(0.5).andAheadOfOthers();

        assertThat(target.isMet(60, OptionalDouble.of(100), List.of(40.0, 55.0)))
                .isTrue();
        assertThat(target.isMet(60, OptionalDouble.of(100), List.of(40.0, 65.0)))
                .isFalse();
        assertThat(target.text(Unit.COUNT)).isEqualTo("≥ 0.50 x floor, ahead of all");
    }
}
