package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads slowly slows its source down, and one that never reads is not waited for. */
@Timeout(60)
@Tag("timing")
class BackpressureTest extends ServedLifeTestSupport {

    private static final String PIECE = "x".repeat(1_000);
    private static final int PIECES = 15_000;

    private final AtomicLong pulled = new AtomicLong();
    private final int impatientPort = FreePort.next();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String impatient = "?abandonTimeout=700&serverPort=" + impatientPort;
                onCompletion().process(completed::add);
                from("glm4:proxy").to("glm4:GLM-4-Air");
                from("glm4:own").process(e -> e.getMessage().setBody(endless()));
                from("glm4:impatient-proxy" + impatient).to("glm4:GLM-4-Air");
                from("glm4:impatient" + impatient).process(e -> e.getMessage().setBody(endless()));
                from("glm4:impatient-whole" + impatient)
                        .process(e -> e.getMessage().setBody("x".repeat(8_000_000)));
            }
        };
    }

    private Iterable<String> endless() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                pulled.incrementAndGet();
                return PIECE;
            }
        };
    }

    /** Nothing has been added for a while. */
    private static long atStandstill(LongSupplier count) {
        AtomicLong seen = new AtomicLong(-1);
        await().during(Duration.ofMillis(400)).atMost(LATER).until(() -> {
            long now = count.getAsLong();
            return seen.getAndSet(now) == now && now > 0;
        });
        return seen.get();
    }

    @Test
    void clientThatRestsHoldsUpTheModelAndGetsAllInTheEnd() throws Exception {
        server.enqueue(Reply.stream()
                .repeatEvent(GlmJson.delta(PIECE), PIECES)
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk());
        try (RawClient client = asks(streaming("proxy"))) {
            RecordedRequest request = server.takeRequest(LATER);

            // what lies in sockets and buffers on the way, of more than 15 MB
            long held = atStandstill(request::bytesWritten);
            assertThat(held).isLessThan(9_000_000);
            client.skip(held / 2);
            await().atMost(LATER).until(() -> request.bytesWritten() > held);

            client.skip((long) PIECES * PIECE.length() - held / 2);
            readUntil(client, "[DONE]");
            assertThat(awaitDone().getException()).isNull();
        }
    }

    @Test
    void clientThatRestsHoldsUpAnOwnSource() throws Exception {
        try (RawClient client = asks(streaming("own"))) {
            long held = atStandstill(pulled::get);
            // the kernel buffers up to 4 MB; the component adds at most the size of one write
            assertThat(held).isLessThan(4_000);

            client.skip(held * PIECE.length());

            await().atMost(LATER).until(() -> pulled.get() > held);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"impatient-proxy", "impatient", "impatient-whole"})
    void clientThatNeverReadsIsClosedAfterAbandonTimeout(String model) throws Exception {
        server.otherwise(Reply.stream().repeatEvent(GlmJson.delta(PIECE), Reply.FOREVER));

        try (RawClient client = asks(impatientPort, streaming(model))) {
            awaitDone();

            assertThat(readToClosed(client)).isPositive();
            server.awaitOpenConnections(0, LATER);
        }
    }

    @Test
    void clientThatReadsNowAndThenIsNot() throws Exception {
        server.otherwise(Reply.stream().repeatEvent(GlmJson.delta(PIECE), Reply.FOREVER));

        try (RawClient client = asks(impatientPort, streaming("impatient-proxy"))) {
            await().pollInterval(Duration.ofMillis(100))
                    .during(Duration.ofMillis(2_000))
                    .atMost(LATER)
                    .until(() -> {
                        client.skip(500_000);
                        return completed.isEmpty();
                    });
        }
    }
}
