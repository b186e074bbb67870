package io.github.camelglm4.soak;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All kinds of calls concurrently, at full load, with a random fault in every third exchange. Each ends once, with its
 * own answer or a typed error. After all have ended, the component uses no more resources than before. The long form is
 * {@code -Dsoak.minutes=10}, {@code -Dsoak.seed=N} repeats a run; {@code target/soak.txt} contains the results.
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
    /** Netty takes memory for buffers in pieces of 4 MB, some for each of its threads. */
    private static final long HEAP_NOISE = 16L << 20;
    /** Values that are made when they are first asked for, such as those of enums. */
    private static final long FEW_OBJECTS = 50;

    @Test
    void everyExchangeEndsOnceAndNothingIsLeft() throws Exception {
        report("seed %d, %d concurrent exchanges, a fault in every third", SEED, AT_A_TIME);
        List<Footprint> footprints = new ArrayList<>();
        try (SoakContext soak = new SoakContext(SoakContext::impatientThreads);
                SoakTraffic traffic = soak.traffic(SEED)) {
            for (int round = 0; round <= ROUNDS && traffic.problems().isEmpty(); round++) {
                soak.load(traffic, AT_A_TIME, EXCHANGES_A_ROUND, ROUND);
                footprints.add(soak.footprint());
                report(
                        "%s: %d exchanges, %s",
                        round == 0 ? "after warm-up" : "after round " + round, traffic.sent(), footprints.get(round));
            }
            report("%d answers, errors %s", traffic.answers(), traffic.errors());
            report("served and tool exchanges: %s", soak.served());
            assertThat(traffic.problems()).as("with seed " + SEED).isEmpty();
            assertThat(traffic.errors()).hasSizeGreaterThan(8);
            assertAllPlacesFree(soak.service(), traffic);
            soak.served().assertEachEndedOnce();
        }
        assertFlat(footprints.get(0), footprints.get(footprints.size() - 1));
    }

    /**
     * As many requests as there are permits are open concurrently: no permit was lost, and no call is left in the
     * queue.
     */
    private static void assertAllPlacesFree(SoakService service, SoakTraffic traffic) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger();
        service.hold(all, open);
        for (int i = 1; i <= SoakRoutes.PLACES; i++) {
            traffic.sendAlso(new SoakExchange(FAR_NUMBER + i, SoakKind.GATED, null, 0, 0));
        }
        await().atMost(LONG).untilAtomic(open, equalTo(SoakRoutes.PLACES));
        all.complete(null);
        await().atMost(LONG).until(() -> traffic.underWay() == 0);
        assertThat(traffic.problems()).isEmpty();
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
        Files.createDirectories(REPORT.getParent());
        Files.writeString(
                REPORT, String.format(line + "%n", values), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
