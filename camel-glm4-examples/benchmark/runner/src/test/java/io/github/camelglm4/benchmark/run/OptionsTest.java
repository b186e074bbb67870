package io.github.camelglm4.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.benchmark.gateways.Gateway;
import io.github.camelglm4.benchmark.gateways.Gateways;
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
    void gatewaysAreComparedOnRequest() {
        assertThat(Options.of().gateways()).isFalse();
        Options options = Options.of("--gateways", "--install", "--candidates", "nginx,glm4");

        assertThat(options.gateways()).isTrue();
        assertThat(options.install()).isTrue();
        assertThat(options.selectedAmong(Gateways.all(BenchmarkFolder.ofThisBuild()), Gateway::id))
                .extracting(Gateway::id)
                .containsExactly("nginx", "glm4");
    }

    @Test
    void bulkIsMeasuredOnRequest() {
        assertThat(Options.of().bulk()).isFalse();
        assertThat(Options.of("--bulk").bulk()).isTrue();
        assertThat(Options.of("--bulk").writesPage()).isTrue();
        assertThat(Options.of("--bulk", "--quick").writesPage()).isFalse();
    }

    @Test
    void embeddingsAreMeasuredOnRequest() {
        assertThat(Options.of().embeddings()).isFalse();
        assertThat(Options.of("--embeddings").embeddings()).isTrue();
        assertThat(Options.of("--embeddings").writesPage()).isTrue();
        assertThat(Options.of("--embeddings", "--quick").writesPage()).isFalse();
    }

    @Test
    void mistakesAreTold() {
        assertThatThrownBy(() -> Options.of("--gateways", "--only", "calls"))
                .hasMessage("--only cannot be combined with --gateways");
        assertThatThrownBy(() -> Options.of("--bulk", "--candidates", "glm4"))
                .hasMessage("--bulk can only be combined with --quick and --page");
        assertThatThrownBy(() -> Options.of("--embeddings", "--bulk"))
                .hasMessage("--embeddings can only be combined with --quick and --page");
        assertThatThrownBy(() -> Options.of("--install")).hasMessage("--install requires --gateways");
        assertThatThrownBy(() -> Options.of("--fast")).hasMessage("unknown option --fast");
        assertThatThrownBy(() -> Options.of("--only")).hasMessage("--only requires a comma-separated list");
        assertThatThrownBy(() -> Options.of("--candidates", "floor,ceiling").selectedCandidates())
                .hasMessageStartingWith("unknown id ceiling. Supported values: floor, camel-http");
    }
}
