package io.github.camelglm4.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.usage.UsageStore;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without callers there are no counters, no timer and no headers; a store alone is not asked. */
@Timeout(60)
class NothingSetTest extends GatewayTestSupport {

    private final HandTimers timers = new HandTimers();
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    String callers() {
        return "- {name: a, key: a, requestsPerMinute: 0}\n";
    }

    @Override
    void configure(GatewayOptions options) {
        options.setServerCallers(null);
        options.setServerUsageTo(null);
        UsageStore store = change -> {
            asked.incrementAndGet();
            return CompletableFuture.failedFuture(new IllegalStateException("not to be asked"));
        };
        options.setServerUsageStore(store);
        options.setServerLimitsWhenStoreFails("refuse");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).setVertx(timers.vertx());
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:open").setBody(constant("yes"));
                from("glm4:m?serverApiKeys=a:a").setBody(simple("${header.CamelGlm4Caller}"));
            }
        };
    }

    @AfterEach
    void closeTimers() {
        timers.close();
    }

    @Test
    void nothingIsCountedAndNothingRuns() throws Exception {
        assertThat(timers.intervals())
                .as("connections have timers, but there is none yet")
                .isEmpty();
        HttpResponse<String> answer = ask("a", "m", "");

        assertThat(answer.body()).contains("\"a\"");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
        assertThat(asked).hasValue(0);
        assertThat(records).isEmpty();
    }
}
