package io.github.camelglm4.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.ScriptedServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All ways to ask at once, at full load, with a random fault in every third exchange. Each of them ends once, with its own
 * answer or a typed error, and when all have ended the component holds what it held before. The long form is {@code
 * -Dsoak.minutes=10}, {@code -Dsoak.seed=N} repeats a run; {@code target/soak.txt} tells what came of it.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SoakTest {

    private static final Path REPORT = Path.of("target", "soak.txt");
    private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
    private static final int ROUNDS = Math.max(2, MINUTES);
    private static final Duration ROUND = Duration.ofSeconds(MINUTES > 0 ? 60 : 0);
    private static final int EXCHANGES_A_ROUND = 1_500;
    private static final long FAR_NUMBER = 1_000_000_000;
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final int AT_A_TIME = Integer.getInteger("soak.exchanges", 100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Netty takes memory for buffers in pieces of 4 MB, some for each of its threads. */
    private static final long HEAP_NOISE = 16L << 20;
    /** Values that are made when they are first asked for, such as those of enums. */
    private static final long FEW_OBJECTS = 50;

    private final ScriptedServer server = ScriptedServer.start();
    private final Vertx vertx = Vertx.vertx();
    private final CamelContext context = new DefaultCamelContext();
    private final SoakService service = new SoakService();
    private final ServedExchanges served = new ServedExchanges(SoakRoutes.GATEWAY, "lookup");

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(REPORT.getParent());
        int port = AvailablePortFinder.getNextAvailable();
        context.getRegistry().bind("vertx", vertx);
        context.getExecutorServiceManager().registerThreadPoolProfile(impatientThreads());
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(server.baseUrl());
        component.getService().setApiKey("soak.key");
        component.getServer().setServerPort(port);
        component.getRetry().setRetryDelay(20);
        component.getTransport().setMaxResponseSize(1 << 20);
        context.addRoutes(new SoakRoutes(port));
        context.getManagementStrategy().addEventNotifier(served);
        context.start();
    }

    /** Threads that have nothing to do go soon, so that a short soak can see them gone. */
    private static ThreadPoolProfile impatientThreads() {
        ThreadPoolProfile profile = new ThreadPoolProfile("glm4");
        profile.setPoolSize(4);
        profile.setMaxPoolSize(4);
        profile.setKeepAliveTime(1L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        return profile;
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyExchangeEndsOnceAndNothingIsLeft() throws Exception {
        report("seed %d, %d exchanges at a time, a fault in every third", SEED, AT_A_TIME);
        List<Footprint> footprints = new ArrayList<>();
        try (SoakTraffic traffic = new SoakTraffic(context, service, SEED)) {
            round(traffic);
            footprints.add(footprint());
            for (int round = 1; round <= ROUNDS && traffic.problems().isEmpty(); round++) {
                round(traffic);
                footprints.add(footprint());
                report("after round %d: %d exchanges, %s", round, traffic.sent(), footprints.get(round));
            }
            report("after warm-up: %s", footprints.get(0));
            report("%d answers, errors %s", traffic.answers(), traffic.errors());
            report("served and tool exchanges: %s", served);
            assertThat(traffic.problems()).as("with seed " + SEED).isEmpty();
            assertThat(traffic.errors()).hasSizeGreaterThan(8);
            assertAllPlacesFree(traffic);
            assertThat(traffic.problems()).isEmpty();
        }
        served.assertEachEndedOnce();
        assertFlat(footprints.get(0), footprints.get(footprints.size() - 1));
    }

    private void round(SoakTraffic traffic) throws Exception {
        service.serveOn(server);
        context.getRouteController().startRoute(SoakRoutes.GATEWAY);
        traffic.begin(AT_A_TIME);
        long enough = traffic.sent() + EXCHANGES_A_ROUND;
        await().between(ROUND, ROUND.plus(PATIENCE)).until(() -> traffic.sent() >= enough);
        traffic.stop();
        await().atMost(PATIENCE).until(() -> traffic.underWay() == 0);
        await().atMost(PATIENCE).until(() -> context.getInflightRepository().size() == 0);
    }

    /** With all connections closed from the other side, and the gateway's own server closed with its route. */
    private Footprint footprint() throws Exception {
        context.getRouteController().stopRoute(SoakRoutes.GATEWAY);
        server.reset();
        long[] last = {Long.MAX_VALUE};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1_200)).until(() -> {
            long now = Footprint.handles(vertx);
            boolean settled = now == last[0];
            last[0] = now;
            return settled;
        });
        Footprint[] smallest = {Footprint.of(vertx)};
        // what a Cleaner holds goes with the collection after the next one
        await().atMost(PATIENCE).until(() -> {
            Footprint next = Footprint.of(vertx);
            boolean settled = next.objects() >= smallest[0].objects();
            smallest[0] = next;
            return settled;
        });
        return smallest[0];
    }

    /** As many requests as there are places are open at once: no permit was lost, and nobody is left in the queue. */
    private void assertAllPlacesFree(SoakTraffic traffic) {
        service.serveOn(server);
        CompletableFuture<Void> all = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger();
        service.hold(all, open);
        for (int i = 1; i <= SoakRoutes.PLACES; i++) {
            traffic.sendAlso(new SoakExchange(FAR_NUMBER + i, SoakKind.GATED, null, 0, 0));
        }
        await().atMost(PATIENCE).untilAtomic(open, equalTo(SoakRoutes.PLACES));
        all.complete(null);
        await().atMost(PATIENCE).until(() -> traffic.underWay() == 0);
    }

    private static void assertFlat(Footprint first, Footprint last) {
        assertThat(last.heap()).as("heap").isLessThan(first.heap() + HEAP_NOISE);
        assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads());
        assertThat(last.sockets()).as("sockets").isLessThanOrEqualTo(first.sockets());
        assertThat(last.timers()).as("timers").isLessThanOrEqualTo(first.timers());
        assertThat(last.objects())
                .as("objects of the component, now%n%s", Footprint.ours())
                .isLessThan(first.objects() + FEW_OBJECTS);
    }

    private static void report(String line, Object... values) throws IOException {
        Files.writeString(
                REPORT, String.format(line + "%n", values), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
