package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.TimeZone;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and months begin at midnight in UTC, wherever the server is. */
@Timeout(60)
class UtcBoundariesTest extends GatewayTestSupport {

    private final TimeZone usual = TimeZone.getDefault();

    UtcBoundariesTest() {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    }

    @AfterEach
    void resetTimeZone() {
        TimeZone.setDefault(usual);
    }

    @Override
    String callers() {
        return """
                - {name: day, key: day, tokensPerDay: 1}
                - {name: month, key: month, tokensPerMonth: 1}
                - {name: old, key: old, expires: 2026-12-31}
                """;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        // 12 hours, and more than a day in Kiritimati
        "day, 2026-12-30T12:00:00Z, 43200, 2026-12-30T23:59:59.999Z, 2026-12-31T00:00:00Z",
        "day, 2026-12-30T00:00:00Z, 86400, 2026-12-30T23:59:59.999Z, 2026-12-31T00:00:00Z",
        "month, 2028-02-29T23:00:00Z, 3600, 2028-02-29T23:59:59.999Z, 2028-03-01T00:00:00Z",
        "month, 2027-02-01T00:00:00Z, 2419200, 2027-02-28T23:59:59.999Z, 2027-03-01T00:00:00Z",
        "month, 2026-12-31T00:00:00.001Z, 86400, 2026-12-31T23:59:59.999Z, 2027-01-01T00:00:00Z",
    })
    void aBudgetIsThereAgainAtMidnight(String key, String used, String retryAfter, String last, String next)
            throws Exception {
        clock.set(used);
        assertThat(status(key, "m")).isEqualTo(200);
        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(header(over(key), "Retry-After")).isEqualTo(retryAfter);
        clock.set(last);
        assertThat(header(over(key), "Retry-After")).isEqualTo("1");
        clock.set(next);

        assertThat(status(key, "m")).isEqualTo(200);
    }

    private HttpResponse<String> over(String key) throws Exception {
        HttpResponse<String> response = ask(key, "m", "");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).contains("insufficient_quota");
        return response;
    }

    @Test
    void aKeyIsValidUntilMidnight() throws Exception {
        clock.set("2026-12-31T23:59:59.999Z");
        assertThat(status("old", "m")).isEqualTo(200);
        clock.set("2027-01-01T00:00:00Z");

        assertThat(ask("old", "m", "").body()).contains("expired_api_key");
    }
}
