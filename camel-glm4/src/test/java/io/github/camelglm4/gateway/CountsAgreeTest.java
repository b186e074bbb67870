package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.usage.InMemoryUsageStore;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageSums;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many callers with random limits, from many connections: what was counted, recorded, measured and asked of the model
 * agrees to the request and the token, and no limit is passed.
 */
@Timeout(120)
class CountsAgreeTest extends GatewayTestSupport {

    private static final int CALLERS = 50;
    private static final int CONNECTIONS = 200;
    private static final int REQUESTS = 10_000;
    private static final int TOKENS = 15;

    private final Random random = new Random(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryUsageStore store = new InMemoryUsageStore();
    private final Map<String, LongAdder> upstream = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> admitted = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, Integer> requestsPerMinute = new HashMap<>();
    private final Map<String, Integer> tokensPerDay = new HashMap<>();

    @Override
    String callers() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < CALLERS; i++) {
            String name = "caller-" + i;
            requestsPerMinute.put(name, random.nextInt(2 * REQUESTS / CALLERS));
            tokensPerDay.put(name, random.nextInt(2 * TOKENS * REQUESTS / CALLERS));
            file.append("- {name: %1$s, key: %1$s, requestsPerMinute: %2$d, tokensPerDay: %3$d}%n"
                    .formatted(name, requestsPerMinute.get(name), tokensPerDay.get(name)));
        }
        return file.toString();
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
                        .process(exchange ->
                                count(upstream, exchange.getMessage().getHeader(Glm4Headers.CALLER, String.class)))
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(10))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(5))
                        .setBody(constant("yes"));
            }
        };
    }

    @Test
    void toTheRequestAndTheToken() throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            CompletableFuture<?>[] all = new CompletableFuture<?>[REQUESTS];
            for (int i = 0; i < REQUESTS; i++) {
                String caller = "caller-" + random.nextInt(CALLERS);
                boolean streamed = random.nextBoolean();
                all[i] = CompletableFuture.runAsync(() -> call(caller, streamed), connections);
            }
            CompletableFuture.allOf(all).join();
        } finally {
            connections.shutdown();
        }
        await().atMost(LONG).until(() -> records.size() == REQUESTS);

        assertThat(sum(admitted) + sum(refused)).isEqualTo(REQUESTS);
        assertThat(sum(refused)).isPositive();
        for (int i = 0; i < CALLERS; i++) {
            agree("caller-" + i);
        }
    }

    private void agree(String caller) {
        long requests = count(admitted, caller, 0);
        UsageSums stored = store.add(new UsageChange(caller, clock.instant(), 0, 0, UsageSums.UNLIMITED))
                .toCompletableFuture()
                .join()
                .sums();
        assertThat(stored).isEqualTo(UsageSums.ZERO.plus(requests, requests * TOKENS));
        assertThat(count(upstream, caller, 0)).isEqualTo(requests);
        assertThat(records.stream()
                        .filter(record -> caller.equals(record.get("caller"))
                                && record.get("status").equals(200))
                        .mapToLong(record -> (Long) record.get("totalTokens"))
                        .sum())
                .isEqualTo(requests * TOKENS);
        assertThat(records.stream()
                        .filter(record -> caller.equals(record.get("caller"))
                                && record.get("status").equals(429))
                        .count())
                .isEqualTo(count(refused, caller, 0));
        assertThat(meters.find("gen_ai.server.token.usage").tag("caller", caller).summaries().stream()
                        .mapToDouble(DistributionSummary::totalAmount)
                        .sum())
                .isEqualTo(requests * TOKENS);
        assertThat(requests).isLessThanOrEqualTo(requestsPerMinute.get(caller));
        // one call is admitted as long as anything is left, and those beside it hold more than they use
        assertThat(requests * TOKENS).isLessThan(tokensPerDay.get(caller) + TOKENS);
    }

    private void call(String caller, boolean streamed) {
        try {
            HttpResponse<String> answer = CLIENT.send(
                    asking(caller, "m", ",\"max_tokens\":20" + (streamed ? ",\"stream\":true" : "")),
                    BodyHandlers.ofString());
            count(answer.statusCode() == 200 ? admitted : refused, caller);
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).isEqualTo(429);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void count(Map<String, LongAdder> counts, String caller) {
        counts.computeIfAbsent(caller, name -> new LongAdder()).increment();
    }

    private static long count(Map<String, LongAdder> counts, String caller, long none) {
        LongAdder count = counts.get(caller);
        return count == null ? none : count.sum();
    }

    private static long sum(Map<String, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
