package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call releases its permit, however and wherever it ends. */
@Timeout(120)
class EveryPermitComesBackTest {

    private static final int CALLS = 10_000;
    private static final int LIMIT = 50;
    private static final long REQUEST_TIMEOUT = 150;

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private Vertx vertx;
    private ExecutorService pool;
    private Glm4Client client;
    private ConcurrencyGates.Key key;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        pool = Executors.newFixedThreadPool(4);
        client = new Glm4Client(vertx, pool);
        key = new ConcurrencyGates.Key(
                ServiceUrl.parse(server.baseUrl()), new ApiKeys(Clock.systemUTC()).bearer("some-key"), "m");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        pool.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void freePermitsEqualTheLimitAfterTenThousandRandomEnds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        server.otherwise(request -> ending(request.body()[0]));
        ConcurrencyGate gate = client.gates().hold(key, LIMIT, CALLS);
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();

        for (int i = 0; i < CALLS; i++) {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            result.whenComplete((length, failure) ->
                    ends.add(failure == null ? "answer" : failure.getClass().getSimpleName()));
            results.add(result);
            client.call(request(random), ApiResponse::length, result).start();
            if (i % 3 == 0) {
                results.get(random.nextInt(results.size())).cancel(false);
            }
        }

        await().atMost(LONG).until(() -> results.stream().allMatch(CompletableFuture::isDone));
        await().untilAsserted(() -> assertThat(List.of(gate.inUse(), gate.queued(), client.inFlight()))
                .as("in use, queued, in flight, with seed " + seed)
                .containsExactly(0, 0, 0));
        assertThat(ends)
                .hasSize(CALLS)
                .contains("answer", "CancellationException", "Glm4TimeoutException", "Glm4RequestException");
    }

    private static Reply ending(byte kind) {
        return switch (kind) {
            case 'e' -> Reply.error(400, "1214", "no");
            case 'n' -> Reply.raw().never();
            case 'r' -> Reply.raw().reset();
            case 'c' -> Reply.completion("cut").close();
            case 't' -> Reply.error(503, "1305", "busy");
            default -> Reply.completion("whole");
        };
    }

    /** One in fifty is never answered: more would use all permits, and nearly all would time out in the queue. */
    private ApiRequest request(Random random) {
        boolean never = random.nextInt(50) == 0;
        byte[] body = {(byte) (never ? 'n' : "aaaaaetrc".charAt(random.nextInt(9)))};
        long requestTimeout = never || random.nextBoolean() ? REQUEST_TIMEOUT : 30_000;
        ServiceUrl url = key.url();
        return new ApiRequest(
                client.pools(new HttpSettings(10_000, null, null)),
                url,
                url.chatCompletions(),
                key.credential(),
                Map.of(),
                Secrets.NONE,
                new CallLimits(10_000, 60_000, 60_000, requestTimeout, 1_000_000),
                new RetryPolicy(2, 5, 5),
                new ApiRequest.Admission(key, LIMIT, CALLS, ConcurrencyGate.WhenFull.REFUSE),
                (ApiRequest.JsonContent) retry -> body,
                null);
    }
}
