package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Why the worker commits itself: in batch mode, the Kafka consumer commits all records that it has read. */
class AutoCommitFactsTest extends KafkaFactTest {
    @Test
    void losesABatchThatFails() throws Exception {
        losesABatchThatFails("");
    }

    @Test
    void losesABatchThatFailsAlsoWithBreakOnFirstError() throws Exception {
        losesABatchThatFails("&breakOnFirstError=true");
    }

    private void losesABatchThatFails(String options) throws Exception {
        createTopic(1);
        send(0, "1", "2", "3", "4");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&batching=true&maxPollRecords=2" + options))
                        .process(AutoCommitFactsTest.this::remember)
                        .filter(exchange -> batches.size() == 1)
                        .throwException(IllegalStateException.class, "no answer");
            }
        });

        awaitThat(() -> committed().getOrDefault(0, 0L) == 4);

        assertThat(deliveries("1")).isEqualTo(1);
    }

    /** Each poll returns one record. The second one is read when the batch with the first one is processed. */
    @Test
    void commitsARecordBeforeItsBatch() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        createTopic(1);
        send(0, "1", "2");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&batching=true&maxPollRecords=10&batchingIntervalMs=1"
                                + "&additionalProperties.max.poll.records=1"))
                        .process(AutoCommitFactsTest.this::remember)
                        .filter(exchange -> deliveries("2") > 0)
                        .process(exchange -> answer.await(1, TimeUnit.MINUTES));
            }
        });

        awaitThat(() -> batches.contains(List.of("2")));

        assertThat(committed()).isEqualTo(Map.of(0, 2L));
        answer.countDown();
    }

    /** Earlier versions of Camel committed only if the body was a list with elements. */
    @Test
    void commitsABatchWhateverTheRouteMakesOfTheBody() throws Exception {
        createTopic(1);
        send(0, "1", "2");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&batching=true&maxPollRecords=2")).setBody(constant("summary"));
            }
        });

        awaitThat(() -> committed().getOrDefault(0, 0L) == 2);
    }

    @Test
    void commitsNothingWithoutAutoCommitAndWithoutManualCommit() throws Exception {
        createTopic(1);
        send(0, "1", "2");
        var context = start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&batching=true&maxPollRecords=2&autoCommitEnable=false"))
                        .process(AutoCommitFactsTest.this::remember);
            }
        });
        awaitThat(() -> batches.contains(List.of("1", "2")));
        stop(context);

        assertThat(committed()).isEmpty();
    }

    @Test
    void deliversNothingWithoutTheSizeOfABatch() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        createTopic(1);
        send(0, "1", "2");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                onException(NullPointerException.class).handled(true).process(exchange -> failures.incrementAndGet());
                from(consumer("&batching=true")).process(AutoCommitFactsTest.this::remember);
            }
        });

        awaitThat(() -> failures.get() > 10);

        assertThat(batches).isEmpty();
    }
}
