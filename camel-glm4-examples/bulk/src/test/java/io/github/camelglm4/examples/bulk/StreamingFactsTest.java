package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

/** Why the worker does not use the default mode of the Kafka consumer, which delivers single records. */
class StreamingFactsTest extends KafkaFactTest {
    private static final String[] TEXTS = {"1", "2", "3", "4"};

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final CountDownLatch work = new CountDownLatch(1);

    @Test
    void waitsForEachRecordAlthoughTheRouteIsAsynchronous() throws Exception {
        createTopic(1);
        send(0, TEXTS);
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("")).process(new Call());
            }
        });

        awaitThat(() -> batches.size() == TEXTS.length);

        assertThat(mostInFlight).hasValue(1);
    }

    @Test
    void waitsForEachRecordAlthoughThreadsTakeIt() throws Exception {
        createTopic(1);
        send(0, TEXTS);
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("")).threads(4).process(new Call());
            }
        });

        awaitThat(() -> batches.size() == TEXTS.length);

        assertThat(mostInFlight).hasValue(1);
    }

    @Test
    void passesOverARecordThatFails() throws Exception {
        createTopic(1);
        send(0, "bad", "good");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&autoCommitIntervalMs=100"))
                        .process(StreamingFactsTest.this::remember)
                        .filter(body().isEqualTo("bad"))
                        .throwException(IllegalStateException.class, "no answer");
            }
        });

        awaitThat(() -> committed().getOrDefault(0, 0L) == 2);

        assertThat(deliveries("bad")).isEqualTo(1);
    }

    @Test
    void commitsARecordWhoseWorkIsNotDoneIfSedaTookIt() throws Exception {
        createTopic(1);
        send(0, "1");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&autoCommitIntervalMs=100")).to("seda:work");
                from("seda:work")
                        .process(exchange -> work.await(1, TimeUnit.MINUTES))
                        .process(StreamingFactsTest.this::remember);
            }
        });

        awaitThat(() -> committed().getOrDefault(0, 0L) == 1);

        assertThat(batches).isEmpty();
        work.countDown();
    }

    /** A call to a service with a latency, which blocks no thread. */
    private final class Call extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> {
                inFlight.decrementAndGet();
                remember(exchange);
                callback.done(false);
            });
            return false;
        }
    }
}
