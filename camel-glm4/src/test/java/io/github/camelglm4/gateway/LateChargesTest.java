package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.usage.InMemoryUsageStore;
import io.github.camelglm4.usage.UnknownOutcomeException;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageResult;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.UsageSums;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens that the store could not add are added later, if it is known that they are not. */
@Timeout(60)
class LateChargesTest extends GatewayTestSupport {

    private static final int TOKENS = 15;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Store store = new Store();

    /** Counts in memory, unless the test says what becomes of tokens, or of everything. */
    private static final class Store implements UsageStore {

        private final UsageStore memory = new InMemoryUsageStore();
        private final List<UsageChange> charged = new CopyOnWriteArrayList<>();
        private volatile Function<UsageChange, CompletionStage<UsageResult>> instead;
        private volatile boolean ofRequestsToo;

        @Override
        public CompletionStage<UsageResult> add(UsageChange change) {
            Function<UsageChange, CompletionStage<UsageResult>> now = instead;
            return now != null && (change.tokens() > 0 || ofRequestsToo) ? now.apply(change) : really(change);
        }

        private CompletionStage<UsageResult> really(UsageChange change) {
            if (change.tokens() > 0) {
                charged.add(change);
            }
            return memory.add(change);
        }

        private void fail() {
            instead = change -> CompletableFuture.failedFuture(new IllegalStateException("the database is down"));
        }

        private void work() {
            instead = null;
        }
    }

    @Override
    String callers() {
        return """
                - {name: a, key: a, tokensPerDay: 20}
                - {name: b, key: b}
                - {name: c, key: c, tokensPerDay: 1000000}
                """;
    }

    @Override
    void configure(GatewayOptions options) {
        options.setServerUsageStore(store);
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
                from("glm4:m")
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(TOKENS - 5))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(5))
                        .setBody(constant("yes"));
            }
        };
    }

    @Test
    void theyAreAddedOnceWhenTheStoreIsBack() throws Exception {
        store.fail();
        call("a");
        awaitFailures(1);
        store.work();

        call("a");
        await().atMost(SOON).until(() -> tokens("a") == 2 * TOKENS);

        HttpResponse<String> over = ask("a", "m", "");
        assertThat(over.body()).contains("insufficient_quota");
        call("b");
        await().atMost(SOON).until(() -> tokens("b") == TOKENS);
        assertThat(tokens("a")).isEqualTo(2 * TOKENS);
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void thoseOfACallerAreAddedTogether() throws Exception {
        store.fail();
        store.ofRequestsToo = true;
        for (int i = 1; i <= 5; i++) {
            call("c");
            call("b");
            awaitFailures(4 * i);
        }
        store.work();

        // any caller's request shows that the store is back
        ask("b", "m", ",\"max_tokens\":1");
        await().atMost(SOON).until(() -> tokens("c") == 5 * TOKENS && tokens("b") == 6 * TOKENS);
        assertThat(store.charged)
                .filteredOn(change -> change.caller().equals("c"))
                .singleElement()
                .satisfies(change -> assertThat(change.tokens()).isEqualTo(5 * TOKENS));
    }

    /** They count on this node, so that the budget is not overdrawn meanwhile. */
    @Test
    void theyAreHeldUntilThen() throws Exception {
        store.fail();
        call("a");
        awaitFailures(1);
        call("a");
        awaitFailures(3);

        HttpResponse<String> refused = ask("a", "m", "");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("tokensPerDay of 20 is held by calls in progress");
        assertThat(header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("0");
    }

    @Test
    void theyAreAddedToTheDayOnWhichTheyWereUsed() throws Exception {
        clock.set("2026-12-30T23:59:59Z");
        store.fail();
        call("c");
        awaitFailures(1);
        clock.set("2026-12-31T00:00:01Z");
        call("c");
        await().atMost(SOON).until(() -> failures() >= 2);
        store.work();

        call("b");

        await().atMost(SOON).until(() -> store.charged.size() == 3);
        assertThat(store.charged)
                .filteredOn(change -> change.caller().equals("c"))
                .extracting(UsageChange::time)
                .containsExactlyInAnyOrder(
                        Instant.parse("2026-12-30T23:59:59Z"), Instant.parse("2026-12-31T00:00:01Z"));
    }

    @Test
    void thoseThatMayHaveBeenAddedAreNotAddedAgain() throws Exception {
        store.instead = change -> store.really(change).<UsageResult>thenApply(result -> {
            throw new UnknownOutcomeException("the commit was not confirmed", null);
        });
        call("a");
        awaitFailures(1);
        store.work();

        call("b");
        await().atMost(SOON).until(() -> tokens("b") == TOKENS);
        call("b");
        await().atMost(SOON).until(() -> tokens("b") == 2 * TOKENS);

        assertThat(tokens("a")).isEqualTo(TOKENS);
        assertThat(failures()).isEqualTo(1);
    }

    /** The store has 5 seconds; what it answers after that is believed. */
    @Test
    void aStoreThatDoesNotAnswerHoldsNothingForLong() throws Exception {
        CompletableFuture<UsageResult> answer = new CompletableFuture<>();
        store.instead = change -> answer;
        assertThat(status("a", "m")).isEqualTo(200);
        await().atMost(SOON).until(() -> records.size() == 1);
        assertThat(ask("a", "m", "").body()).as("the estimate is still held").contains("is held by calls in progress");
        awaitFailures(1);
        store.work();

        assertThat(header(ask("a", "m", ",\"max_tokens\":1"), "x-ratelimit-remaining-tokens"))
                .as("nothing is held, and nothing was added")
                .isEqualTo("17");
        await().atMost(SOON).until(() -> tokens("a") == TOKENS);
        answer.completeExceptionally(new IllegalStateException("the database is down"));
        call("b");
        await().atMost(SOON).until(() -> tokens("a") == 2 * TOKENS);
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void thoseThatCannotBeAddedBeforeTheEndAreLogged() throws Exception {
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            store.fail();
            call("a");
            awaitFailures(1);

            context.stop();

            assertThat(log.text()).contains("WARN", "before these tokens are charged", ": " + TOKENS);
        }
    }

    @Test
    void withoutFailuresTheEndIsSilent() throws Exception {
        try (LogCapture log = new LogCapture(UsageLimiter.class.getName())) {
            call("a");
            await().atMost(SOON).until(() -> tokens("a") == TOKENS);

            context.stop();

            assertThat(log.text()).isEmpty();
        }
    }

    private void call(String caller) throws Exception {
        int before = records.size();
        assertThat(ask(caller, "m", ",\"max_tokens\":1").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> records.size() > before);
    }

    private long tokens(String caller) {
        return store.memory
                .add(new UsageChange(caller, clock.instant(), 0, 0, UsageSums.UNLIMITED))
                .toCompletableFuture()
                .join()
                .sums()
                .dayTokens();
    }

    private void awaitFailures(int count) {
        await().atMost(SOON).until(() -> failures() == count);
    }

    private double failures() {
        return meters.counter("glm4.server.usage.store.failures").count();
    }
}
