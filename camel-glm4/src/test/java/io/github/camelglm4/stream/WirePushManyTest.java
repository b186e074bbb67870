package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A stream that waits for its next chunk holds no thread. */
class WirePushManyTest extends WireTestSupport {

    private static final int STREAMS = 2_000;
    private static final int CHUNKS = 20;

    private final LongAdder chunks = new LongAdder();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:onChunk").process(exchange -> chunks.increment());
            }
        };
    }

    @Test
    void twoThousandStreamsAtOnceNeedFewThreads() throws Exception {
        CompletableFuture<Void> allThere = new CompletableFuture<>();
        server.otherwise(paced().after(allThere));
        Queue<Exchange> done = new ConcurrentLinkedQueue<>();
        AsyncProducer producer =
                context.getEndpoint("glm4:a?streamTo=direct:onChunk").createAsyncProducer();
        producer.start();
        for (int i = 0; i < STREAMS; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("hi");
            producer.process(exchange, doneSync -> done.add(exchange));
        }
        server.awaitRequests(STREAMS, LONG);
        assertThat(done).isEmpty();
        allThere.complete(null);

        long[] mostThreads = {0};
        await().pollInterval(Duration.ofMillis(50)).atMost(LONG).until(() -> {
            mostThreads[0] = Math.max(mostThreads[0], ourThreads());
            return done.size() == STREAMS;
        });
        assertThat(mostThreads[0]).isBetween(1L, 39L);
        assertThat(done).allSatisfy(exchange -> {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("x".repeat(CHUNKS));
        });
        assertThat(chunks.sum()).isEqualTo(STREAMS * (CHUNKS + 1L));
    }

    /** One chunk every 100 milliseconds. */
    private static Reply paced() {
        Reply reply = Reply.stream();
        for (int i = 0; i < CHUNKS; i++) {
            reply = reply.event(delta("x")).delay(Duration.ofMillis(100));
        }
        return reply.event("[DONE]").lastChunk();
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("glm4") || name.startsWith("vert.x-"))
                .count();
    }
}
