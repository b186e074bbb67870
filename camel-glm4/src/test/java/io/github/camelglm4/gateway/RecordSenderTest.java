package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.usage.UsageRecord;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that cannot be sent, or not fast enough, disturb no call. */
@Timeout(60)
class RecordSenderTest extends GatewayTestSupport {

    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean blocked;

    @Override
    String callers() {
        return "- {name: a, key: a}\n";
    }

    @Override
    void configure(GatewayOptions options) {
        options.setServerUsageTo("direct:broken");
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
                from("direct:broken").errorHandler(noErrorHandler()).process(exchange -> {
                    if (blocked) {
                        released.join();
                    }
                    sent.incrementAndGet();
                    throw new IllegalStateException("the table is missing");
                });
                from("direct:slow").process(exchange -> {
                    released.join();
                    sent.incrementAndGet();
                });
            }
        };
    }

    @Test
    void aFailureIsCountedAndLoggedOnce() throws Exception {
        try (LogCapture log = new LogCapture(RecordSender.class.getName())) {
            for (int i = 0; i < 5; i++) {
                assertThat(status("a", "m")).isEqualTo(200);
            }
            await().atMost(SOON).until(() -> sent.get() == 5);

            assertThat(log.text())
                    .containsOnlyOnce("WARN")
                    .contains("Records of calls could not be sent to", "the table is missing");
        }
    }

    /** All of them are answered, although none of their records is sent. */
    @Test
    void callsDoNotWaitForRecords() throws Exception {
        blocked = true;
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(status("a", "m")).isEqualTo(200);
            }
            assertThat(sent).hasValue(0);
        } finally {
            released.complete(null);
        }
        await().atMost(SOON).until(() -> sent.get() == 5);
    }

    @Test
    void thoseThatWaitAreBounded() throws Exception {
        var executor = Executors.newCachedThreadPool();
        try (LogCapture log = new LogCapture(RecordSender.class.getName());
                RecordSender sender = new RecordSender(context, "direct:slow", executor)) {
            for (int i = 0; i < 12_000; i++) {
                sender.ended(record());
            }
            assertThat(log.text()).containsOnlyOnce("WARN").contains("10000 records are waiting already");
            released.complete(null);

            // 2 were under way
            await().atMost(SOON).until(() -> sent.get() == 10_002);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aStopWaitsForThoseThatWait() {
        var executor = Executors.newCachedThreadPool();
        try (LogCapture log = new LogCapture(RecordSender.class.getName())) {
            RecordSender sender = new RecordSender(context, "direct:slow", executor);
            for (int i = 0; i < 5; i++) {
                sender.ended(record());
            }
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> released.complete(null));

            sender.close();

            assertThat(sent).hasValue(5);
            assertThat(log.text()).isEmpty();
            sender.ended(record());
            assertThat(log.text()).contains("WARN", "the component stops");
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aStopWaitsNoLongerThanSeconds() {
        var executor = Executors.newCachedThreadPool();
        try (LogCapture log = new LogCapture(RecordSender.class.getName())) {
            RecordSender sender = new RecordSender(context, "direct:slow", executor);
            for (int i = 0; i < 5; i++) {
                sender.ended(record());
            }

            sender.close();

            assertThat(log.text()).contains("Not sent: 3, being sent: 2");
        } finally {
            released.complete(null);
            executor.shutdown();
        }
    }

    @Test
    void aUriThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> new RecordSender(context, "nowhere:at-all", Runnable::run))
                .hasMessageStartingWith("serverUsageTo: ")
                .hasMessageContaining("nowhere");
    }

    private static UsageRecord record() {
        return new UsageRecord(
                Instant.EPOCH, null, "a", "chat", "m", 200, null, "stop", 1, 1, 2, null, null, false, 1, 1);
    }
}
