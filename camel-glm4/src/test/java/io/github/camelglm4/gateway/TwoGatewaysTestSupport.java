package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.gateway.SharedDatabase.Sums;
import io.github.camelglm4.testing.SettableClock;
import io.github.camelglm4.usage.UsageStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways count in one database, and callers ask both of them over HTTP.
 *
 * <p>How far a budget can be overdrawn: a gateway admits a call if the tokens in the database, and the estimates of its
 * own calls in progress, are less than the budget. It does not know the calls in progress of the other gateway. When
 * the last call is admitted, less than the budget is charged, and all that can be charged later are the calls in
 * progress, of both. Together this is less than the budget plus the tokens of the calls in progress.
 */
@Timeout(120)
abstract class TwoGatewaysTestSupport {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final int REQUESTS_PER_MINUTE = 100;
    private static final int BUDGET = 1_500;
    private static final int SMALL_BUDGET = 130;

    /** Of each request: 8 characters, and max_tokens. It is never less than what the service reports. */
    private static final int ESTIMATE = CountedService.MOST_TOKENS;

    private static final String CALLERS = """
            - {name: minutely, key: minutely, requestsPerMinute: %1$d}
            - {name: daily, key: daily, tokensPerDay: %2$d}
            - {name: monthly, key: monthly, tokensPerDay: 1000000, tokensPerMonth: %2$d}
            - {name: small, key: small, tokensPerDay: %3$d}
            - {name: large, key: large, tokensPerDay: 1000000, requestsPerMinute: 1000000}
            """.formatted(REQUESTS_PER_MINUTE, BUDGET, SMALL_BUDGET);

    private final ExecutorService clients = Executors.newCachedThreadPool();
    final List<AutoCloseable> opened = new ArrayList<>();
    CountedService service;
    Path callers;

    @TempDir
    Path directory;

    abstract SharedDatabase database();

    @BeforeEach
    void startService() throws Exception {
        service = new CountedService();
        opened.add(service);
        callers = Files.writeString(directory.resolve("callers.yaml"), CALLERS);
    }

    @AfterEach
    void closeAll() throws Exception {
        clients.shutdownNow();
        // the nodes before the service
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** Time stands still, so that no request leaves the window of a minute, and no day ends. */
    @Test
    void grantNoMoreThanTheLimitsAndTheCallsInProgress() throws Exception {
        CallsInProgress calls = new CallsInProgress();
        List<Integer> ports = portsOfTwoNodes(calls);
        AtomicInteger granted = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int client = 0; client < 6; client++) {
            int port = ports.get(client % 2);
            all.add(run(() -> {
                for (int i = 0; i < 40; i++) {
                    if (isGranted(ask(port, "minutely", "minutely"), "rate_limit_exceeded")) {
                        granted.incrementAndGet();
                    }
                }
            }));
            all.add(run(() -> useUp(port, "daily")));
            all.add(run(() -> useUp(port, "monthly")));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThat(granted).as("requests of both nodes").hasValue(REQUESTS_PER_MINUTE);
        for (String caller : List.of("minutely", "daily", "monthly")) {
            awaitSumsOfTheService(caller);
        }
        assertThat(service.calls("minutely")).isEqualTo(REQUESTS_PER_MINUTE);
        for (String caller : List.of("daily", "monthly")) {
            assertThat(calls.most(caller)).isGreaterThan(1);
            assertThat(service.tokens(caller))
                    .isBetween((long) BUDGET, BUDGET - 1L + calls.most(caller) * CountedService.MOST_TOKENS);
        }
    }

    /** The worst case: each node grants what its own estimates allow, as long as nothing is charged. */
    @Test
    void knowOnlyTheEstimatesOfTheirOwnCalls() throws Exception {
        List<Integer> ports = portsOfTwoNodes(new CallsInProgress());
        service.hold();
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(send(ports.get(i % 2), "small", "small"));
        }
        int each = (SMALL_BUDGET + ESTIMATE - 1) / ESTIMATE;
        await().atMost(LONG)
                .until(() -> all.stream().filter(CompletableFuture::isDone).count() == 40 - 2 * each);
        assertThat(service.held()).isEqualTo(2 * each);
        service.release();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

        int granted = 0;
        for (CompletableFuture<HttpResponse<String>> answer : all) {
            // what the own calls of a node hold may become free soon
            granted += isGranted(answer.get(), "rate_limit_exceeded") ? 1 : 0;
        }
        assertThat(granted).isEqualTo(2 * each);
        awaitSumsOfTheService("small");
        // 14 answers of 2 to 20 tokens may have left something
        for (int port : ports) {
            useUp(port, "small");
        }
        assertThat(service.tokens("small"))
                .isBetween((long) SMALL_BUDGET, SMALL_BUDGET - 1L + (2 * each) * CountedService.MOST_TOKENS);
    }

    private List<Integer> portsOfTwoNodes(CallsInProgress calls) throws Exception {
        Gateway.clockOfNewGateways = new SettableClock("2026-12-30T12:00:00Z");
        try {
            return List.of(
                    node(calls.watch(GatewayNode.store(connections())), "refuse")
                            .port(),
                    node(calls.watch(GatewayNode.store(connections())), "refuse")
                            .port());
        } finally {
            Gateway.clockOfNewGateways = Clock.systemUTC();
        }
    }

    GatewayNode node(UsageStore store, String whenStoreFails) throws Exception {
        GatewayNode node = new GatewayNode(store, callers, service.baseUrl(), whenStoreFails);
        opened.add(node);
        return node;
    }

    JdbcConnectionPool connections() {
        JdbcConnectionPool connections = database().connections();
        opened.add(connections::dispose);
        return connections;
    }

    private void awaitSumsOfTheService(String caller) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database().sums(caller))
                        .isEqualTo(new Sums(service.calls(caller), service.tokens(caller))));
    }

    interface Client {

        void run() throws Exception;
    }

    CompletableFuture<Void> run(Client client) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        client.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                clients);
    }

    /** Asks until the budget of the caller is used up, and not only held by other calls. */
    static void useUp(int port, String caller) throws Exception {
        String code = "";
        while (!code.equals("insufficient_quota")) {
            code = code(ask(port, caller, caller));
            assertThat(code).isIn("", "rate_limit_exceeded", "insufficient_quota");
        }
    }

    /** The other outcome must be this error. */
    static boolean isGranted(HttpResponse<String> answer, String otherwise) {
        if (answer.statusCode() == 200) {
            return true;
        }
        assertThat(code(answer)).isEqualTo(otherwise);
        return false;
    }

    /** The code of an error; empty if there is none. */
    static String code(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return "";
        }
        String[] parts = answer.body().split("\"code\":\"");
        assertThat(parts).as(answer.body()).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf('"'));
    }

    static HttpResponse<String> ask(int port, String caller, String text) throws Exception {
        return CLIENT.send(request(port, caller, text), BodyHandlers.ofString());
    }

    static CompletableFuture<HttpResponse<String>> send(int port, String caller, String text) {
        return CLIENT.sendAsync(request(port, caller, text), BodyHandlers.ofString());
    }

    /** Half of them are streamed. */
    private static HttpRequest request(int port, String caller, String text) {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"max_tokens\":%d,\"stream\":%b}"
                        .formatted(text, CountedService.MOST_TOKENS - (text.length() + 3) / 4, Math.random() < 0.5);
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + caller)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
