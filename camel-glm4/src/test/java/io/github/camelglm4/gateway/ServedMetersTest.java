package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.options.GatewayOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus reads of served calls. */
@Timeout(60)
class ServedMetersTest extends GatewayTestSupport {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    String callers() {
        return "- {name: a, key: a, requestsPerMinute: 2}\n- {name: free, key: free}\n"
                + "- {name: limited, key: limited, models: m}\n";
    }

    @Override
    void configure(GatewayOptions options) {
        // meters alone are enough of a reason to measure
        options.setServerUsageTo(null);
    }

    @Override
    MeterRegistry meters() {
        return meters;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:*")
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(10))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(5))
                        .setBody(constant("yes"));
            }
        };
    }

    @Test
    void byCallerModelAndStatus() throws Exception {
        ask("a", "m", "");
        ask("a", "m", ",\"stream\":true");
        ask("a", "m", "");

        await().atMost(SOON)
                .until(() ->
                        lines("gen_ai_server_request_duration_seconds_count").size() == 2);
        assertThat(lines("gen_ai_server_request_duration_seconds_count"))
                .allMatch(line -> line.contains("caller=\"a\"") && line.contains("gen_ai_request_model=\"m\""))
                .anyMatch(line -> line.contains("status_code=\"200\"") && line.endsWith(" 2"))
                .anyMatch(line -> line.contains("status_code=\"429\"")
                        && line.contains("error_type=\"rate_limit_exceeded\"")
                        && line.endsWith(" 1"));
        assertThat(lines("gen_ai_server_time_to_first_token_seconds_count"))
                .singleElement()
                .asString()
                .endsWith(" 1");
        assertThat(lines("gen_ai_server_token_usage_sum"))
                .hasSize(2)
                .anyMatch(line -> line.contains("gen_ai_token_type=\"input\"") && line.endsWith(" 20.0"))
                .anyMatch(line -> line.contains("gen_ai_token_type=\"output\"") && line.endsWith(" 10.0"));
    }

    @Test
    void callersCannotMakeMetersWithoutEnd() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            ask("free", "model-" + i, "");
        }

        await().atMost(SOON)
                .until(() -> lines("gen_ai_server_request_duration_seconds_count").stream()
                        .anyMatch(line -> line.contains("(others)")));
        assertThat(lines("gen_ai_server_request_duration_seconds_count").size()).isBetween(1_000, 1_010);
        ask("a", "m", "");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lines("gen_ai_server_request_duration_seconds_count"))
                        .anyMatch(line -> line.contains("caller=\"a\"") && line.contains("(others)")));
    }

    @Test
    void aModelThatDoesNotExistHasNoMeterOfItsOwn() throws Exception {
        ask("limited", "made-up", "");

        await().atMost(SOON)
                .until(() ->
                        lines("gen_ai_server_request_duration_seconds_count").size() == 1);
        assertThat(lines("gen_ai_server_request_duration_seconds_count"))
                .singleElement()
                .asString()
                .contains("caller=\"limited\"", "gen_ai_request_model=\"(others)\"", "status_code=\"404\"");
    }

    @Test
    void callersThatAreGoneHaveNoMeters() throws Exception {
        ask("a", "m", ",\"stream\":true");
        ask("free", "m", ",\"stream\":true");
        ask("nobody", "m", "");
        await().atMost(SOON)
                .until(() ->
                        lines("gen_ai_server_request_duration_seconds_count").size() == 3);

        Files.writeString(file(), "- {name: free, key: free}\n");

        await().atMost(LATER).until(() -> lines("gen_ai_server").stream().noneMatch(line -> line.contains("\"a\"")));
        assertThat(lines("gen_ai_server_request_duration_seconds_count"))
                .hasSize(2)
                .anyMatch(line -> line.contains("caller=\"free\""))
                .anyMatch(line -> line.contains("caller=\"\"") && line.contains("\"401\""));
        assertThat(lines("gen_ai_server_time_to_first_token_seconds_count")).hasSize(1);
        assertThat(lines("gen_ai_server_token_usage_count")).hasSize(2);
    }

    private List<String> lines(String name) {
        return meters.scrape().lines().filter(line -> line.startsWith(name)).toList();
    }
}
