package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.usage.InMemoryUsageStore;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.UsageSums;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits that only log, or do nothing. */
@Timeout(60)
class ObservedLimitsTest extends GatewayTestSupport {

    private GatewayOptions options;

    @Override
    String callers() {
        return "- {name: a, key: a, requestsPerMinute: 1, maxConcurrentRequests: 0, maxTokens: 1, models: m}\n"
                + "- {name: b, key: b, tokensPerDay: 1}\n";
    }

    @Override
    void configure(GatewayOptions gateway) {
        options = gateway;
    }

    @Override
    public boolean isUseRouteBuilder() {
        return false;
    }

    private void start(String limits) throws Exception {
        options.setServerLimits(limits);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(simple("${body.parameters[max_tokens]}!"));
                from("glm4:other").setBody(constant("yes"));
            }
        });
        context.start();
    }

    @Test
    void observedOnesRefuseNothingAndAreLogged() throws Exception {
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            start("observe");
            for (int i = 0; i < 5; i++) {
                assertThat(ask("a", "m", "").body()).contains("\"!\"");
            }
            assertThat(log.text())
                    .containsOnlyOnce("is over its limit")
                    .contains("INFO", "The caller a is over its limit maxConcurrentRequests");
            clock.advance(Duration.ofMinutes(1));
            assertThat(status("a", "m")).isEqualTo(200);
            assertThat(log.text()).contains("Calls over limits since the last message: 5");
        }
        assertThat(status("a", "other")).isEqualTo(404);
        await().atMost(SOON).until(() -> records.size() == 7);
    }

    @Test
    void observedTokensAreLogged() throws Exception {
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            start("observe");
            assertThat(status("b", "other")).isEqualTo(200);
            await().atMost(SOON).until(() -> records.size() == 1);
            assertThat(status("b", "other")).isEqualTo(200);
            assertThat(log.text()).contains("The caller b is over its limit tokensPerDay");
        }
    }

    @Test
    void observedOnesAreCounted() throws Exception {
        InMemoryUsageStore memory = new InMemoryUsageStore();
        options.setServerUsageStore(memory);
        start("observe");
        for (int i = 1; i <= 3; i++) {
            HttpResponse<String> answer = ask("a", "m", "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("1");
            assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
            int count = i;
            await().atMost(SOON).until(() -> records.size() == count);
        }

        UsageSums sums = memory.add(new UsageChange("a", clock.instant(), 0, 0, UsageSums.UNLIMITED))
                .toCompletableFuture()
                .join()
                .sums();
        // 2 of each request, and 1 of each answer
        assertThat(sums).isEqualTo(UsageSums.ZERO.plus(3, 9));
    }

    @Test
    void switchedOffOnesCountNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        UsageStore store = change -> {
            asked.incrementAndGet();
            return CompletableFuture.failedFuture(new IllegalStateException("not to be asked"));
        };
        options.setServerUsageStore(store);
        start("off");

        HttpResponse<String> answer = ask("a", "m", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(asked).hasValue(0);
    }

    @Test
    void switchedOffOnesDoNothing() throws Exception {
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            start("off");
            for (int i = 0; i < 5; i++) {
                assertThat(ask("a", "m", "").body()).contains("\"!\"");
            }
            assertThat(log.text()).isEmpty();
        }
        assertThat(status("a", "other")).isEqualTo(404);
    }
}
