package io.github.camelglm4.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void allIsMeasuredAndReportedByDefault() {
        Options options = Options.of();

        assertThat(options.selectedCandidates()).isEqualTo(CandidateModule.ALL);
        assertThat(options.selectedWorkloads()).hasSameSizeAs(new Workloads(false).all());
        assertThat(options.writesPage()).isTrue();
    }

    @Test
    void aPartIsMeasuredAndNotReported() {
        Options options = Options.of("--quick", "--only", "stream,calls", "--candidates", "glm4");

        assertThat(options.selectedWorkloads()).extracting(Workload::id).containsExactly("calls", "stream");
        assertThat(options.selectedCandidates()).containsExactly(CandidateModule.GLM4);
        assertThat(options.writesPage()).isFalse();
    }

    @Test
    void mistakesAreTold() {
        assertThatThrownBy(() -> Options.of("--fast")).hasMessage("unknown option --fast");
        assertThatThrownBy(() -> Options.of("--only")).hasMessage("--only requires a comma-separated list");
        assertThatThrownBy(() -> Options.of("--candidates", "floor,ceiling").selectedCandidates())
                .hasMessageStartingWith("unknown id ceiling. Supported values: floor, camel-http");
    }
}
