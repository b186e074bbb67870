package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.usage.InMemoryUsageStore;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageResult;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.UsageSums;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that fails lets calls pass, or refuses them, as the option says. */
@Timeout(60)
class UsageStoreFailsTest extends GatewayTestSupport {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Store store = new Store();
    private GatewayOptions options;

    private static final class Store implements UsageStore {

        private final UsageStore memory = new InMemoryUsageStore();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile CompletionStage<UsageResult> instead;

        @Override
        public CompletionStage<UsageResult> add(UsageChange change) {
            assertThat(Thread.currentThread().getName()).doesNotContain("eventloop");
            asked.incrementAndGet();
            CompletionStage<UsageResult> now = instead;
            return now != null ? now : memory.add(change).thenApplyAsync(result -> result);
        }
    }

    @Override
    String callers() {
        return "- {name: a, key: a, requestsPerMinute: 2}\n- {name: one, key: one, maxConcurrentRequests: 1}\n";
    }

    @Override
    void configure(GatewayOptions gateway) {
        options = gateway;
        gateway.setServerUsageStore(store);
    }

    @Override
    MeterRegistry meters() {
        return meters;
    }

    @Override
    public boolean isUseRouteBuilder() {
        return false;
    }

    private void start(String whenItFails) throws Exception {
        options.setServerLimitsWhenStoreFails(whenItFails);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
            }
        });
        context.start();
    }

    @Test
    void aStoreThatAnswersLaterLimits() throws Exception {
        start("allow");

        assertThat(status("a", "m")).isEqualTo(200);
        assertThat(status("a", "m")).isEqualTo(200);
        assertThat(status("a", "m")).isEqualTo(429);
    }

    @Test
    void callsAreAllowedWithoutIt() throws Exception {
        start("allow");
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            store.instead = CompletableFuture.failedFuture(new IllegalStateException("the database is down"));
            for (int i = 0; i < 5; i++) {
                assertThat(status("a", "m")).isEqualTo(200);
            }
            await().atMost(SOON).until(() -> failures() == 10);
            assertThat(log.text().split("The usage store failed", -1)).hasSize(2);
        }
        store.instead = null;
        assertThat(status("a", "m")).isEqualTo(200);
        assertThat(status("a", "m")).isEqualTo(200);
        assertThat(status("a", "m")).isEqualTo(429);
    }

    @Test
    void callsAreRefusedWithoutIt() throws Exception {
        start("refuse");
        store.instead = CompletableFuture.failedFuture(new IllegalStateException("the database is down"));

        HttpResponse<String> refused = ask("a", "m", "");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("limits_unavailable").doesNotContain("database");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(failures()).isEqualTo(1);
        store.instead = null;
        assertThat(status("a", "m")).isEqualTo(200);
    }

    /** It is given 5 seconds. */
    @Test
    void aStoreThatDoesNotAnswerFails() throws Exception {
        start("refuse");
        store.instead = new CompletableFuture<>();

        assertThat(ask("a", "m", "").body()).contains("limits_unavailable");
        assertThat(ask("a", "m", "").body()).contains("limits_unavailable");
        assertThat(store.asked).as("calls do not wait for it again soon").hasValue(1);
        store.instead = null;
        clock.advance(Duration.ofSeconds(5));
        assertThat(status("a", "m")).isEqualTo(200);
    }

    @Test
    void limitsThatAreObservedRefuseNothing() throws Exception {
        options.setServerLimits("observe");
        start("refuse");
        store.instead = CompletableFuture.failedFuture(new IllegalStateException("the database is down"));
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            assertThat(status("a", "m")).isEqualTo(200);
            assertThat(log.text()).contains("calls are allowed without it");
        }
    }

    @Test
    void aStoreWithoutResultFails() throws Exception {
        start("refuse");
        store.instead = CompletableFuture.completedFuture(null);
        assertThat(ask("one", "m", "").body()).contains("limits_unavailable");
        store.instead = CompletableFuture.completedFuture(new UsageResult(true, null, 0, 0));
        assertThat(ask("one", "m", "").body()).contains("limits_unavailable");

        store.instead = null;
        assertThat(status("one", "m")).isEqualTo(200);
    }

    @Test
    void aCallerThatIsGoneBeforeTheStoreAnswersHoldsNothing() throws Exception {
        start("allow");
        CompletableFuture<UsageResult> pending = new CompletableFuture<>();
        store.instead = pending;
        CompletableFuture<HttpResponse<String>> call =
                CLIENT.sendAsync(asking("one", "m", ""), BodyHandlers.ofString());
        await().atMost(SOON).until(() -> store.asked.get() == 1);
        call.cancel(true);
        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(records.peek()).containsEntry("status", 499);

        store.instead = null;
        pending.complete(new UsageResult(true, UsageSums.ZERO, 0, 0));

        await().atMost(SOON).until(() -> status("one", "m") == 200);
    }

    @Test
    void anotherBeanIsNoStore() {
        options.setServerUsageStore("store");

        assertThatThrownBy(() -> start("allow"))
                .hasStackTraceContaining("serverUsageStore must be #bean:name of a UsageStore, but is store");
    }

    private double failures() {
        return meters.counter("glm4.server.usage.store.failures").count();
    }
}
