package io.github.camelglm4.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.benchmark.gateways.Gateway;
import io.github.camelglm4.benchmark.gateways.GatewayPlan;
import io.github.camelglm4.benchmark.gateways.Gateways;
import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySectionTest {

    private final List<Gateway> gateways = Gateways.all(BenchmarkFolder.ofThisBuild());
    private final Results results = new Results();

    @Test
    void addedLatencyIsThatWithoutTheLatencyOfTheService() {
        latency(Gateways.DIRECT, 100);
        latency(Gateways.NGINX, 150);
        latency(Gateways.GLM4, 220);

        assertThat(markdown())
                .contains("| same: added, p50, µs | - | 50 | - | 120 | - | - |")
                .contains("compared with nginx: 2.40 times (target: at most 1.50 times), **not met**\n");
    }

    @Test
    void priceIsComparedWithTheSameGatewayWithoutLimits() {
        price(Gateways.GLM4, 80);
        price(Gateways.LIMITS, 90);

        assertThat(markdown())
                .contains("| glm4 | 80.0 | +0.0 % |")
                .contains("| glm4, limits and records | 90.0 | +12.5 % |")
                .contains("* CPU of limits in memory and records: 12.5 % (target: at most 15.0 %), met\n")
                .contains("compared with nginx: not measured\n");
    }

    @Test
    void failuresAreShown() {
        calls(Gateways.NGINX, Outcome.measured(Map.of(Metric.CALLS_PER_SECOND, 1_000.0, Metric.FAILED, 0.0)));
        calls(Gateways.NGINX, Outcome.measured(Map.of(Metric.CALLS_PER_SECOND, 3_000.0, Metric.FAILED, 7.0)));
        calls(Gateways.GLM4, Outcome.failed("it broke"));

        assertThat(markdown()).contains("| 32 connections: requests/s | - | 2,000 (7 failed) | - | fails | - | - |");
    }

    private void latency(String server, double micros) {
        results.add(GatewayPlan.SEQUENTIAL, server, Outcome.measured(Map.of(Metric.CALL_P50_MICROS, micros)));
    }

    private void price(String server, double micros) {
        results.add(GatewayPlan.PRICE, server, Outcome.measured(Map.of(Metric.CPU_MICROS_PER_CALL, micros)));
    }

    private void calls(String server, Outcome outcome) {
        results.add(GatewayPlan.CALLS_32, server, outcome);
    }

    private String markdown() {
        return new GatewaySection(GatewayPlan.quick(), gateways, results).markdown();
    }
}
