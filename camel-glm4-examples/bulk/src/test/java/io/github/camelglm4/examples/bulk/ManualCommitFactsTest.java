package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.BatchManualCommit;
import org.junit.jupiter.api.Test;

/** What the worker depends on when it commits batches itself. */
class ManualCommitFactsTest extends KafkaFactTest {
    @Test
    void readsABatchThatFailsAgain() throws Exception {
        createTopic(1);
        send(0, "1", "2", "3", "4");
        start(failingOnce(BATCHES + BREAK + "&maxPollRecords=2"));

        awaitThat(() -> committed().getOrDefault(0, 0L) == 4);

        assertThat(batches).containsExactly(List.of("1", "2"), List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void passesOverABatchThatFailsWithoutBreakOnFirstError() throws Exception {
        createTopic(1);
        send(0, "1", "2", "3", "4");
        start(failingOnce(BATCHES + "&maxPollRecords=2"));

        awaitThat(() -> committed().getOrDefault(0, 0L) == 4);

        assertThat(batches).containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void passesOverABatchWhoseExceptionIsHandled() throws Exception {
        createTopic(1);
        send(0, "1", "2", "3", "4");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(BATCHES + BREAK + "&maxPollRecords=2"))
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .end()
                        .process(ManualCommitFactsTest.this::failOnce)
                        .process(KafkaBatch::commit);
            }
        });

        awaitThat(() -> committed().getOrDefault(0, 0L) == 4);

        assertThat(batches).containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void commitsOnlyOnePartitionOfABatchWithCamelsOwnStep() throws Exception {
        createTopic(2);
        send(0, "1", "2");
        send(1, "3", "4");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(BATCHES + "&maxPollRecords=4&pollTimeoutMs=5000"))
                        .process(new BatchManualCommit())
                        .process(ManualCommitFactsTest.this::remember);
            }
        });

        awaitThat(() -> batches.size() == 1);

        assertThat(committed()).hasSize(1);
    }

    @Test
    void commitsEachPartitionByItsLastRecord() throws Exception {
        createTopic(2);
        send(0, "1", "2");
        send(1, "3", "4");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(BATCHES + "&maxPollRecords=4&pollTimeoutMs=5000"))
                        .process(KafkaBatch::commit)
                        .process(ManualCommitFactsTest.this::remember);
            }
        });

        awaitThat(() -> batches.size() == 1);

        assertThat(committed()).isEqualTo(Map.of(0, 2L, 1, 2L));
    }

    /** An asynchronous step continues the route on another thread, while the thread of the consumer waits. */
    @Test
    void commitsOnAnotherThreadThanTheConsumersUntilTheRouteHasEnded() throws Exception {
        AtomicReference<Exchange> record = new AtomicReference<>();
        createTopic(1);
        send(0, "1", "2");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(BATCHES + "&maxPollRecords=2&pollTimeoutMs=5000"))
                        .threads(1)
                        .process(KafkaBatch::commit)
                        .process(batch -> record.set(KafkaBatch.records(batch).get(0)));
            }
        });
        awaitThat(() -> record.get() != null);

        assertThat(committed()).isEqualTo(Map.of(0, 2L));
        awaitThat(() -> {
            try {
                KafkaBatch.commitRecord(record.get());
                return false;
            } catch (ConcurrentModificationException e) {
                return true;
            }
        });
    }

    private RouteBuilder failingOnce(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(options))
                        .process(ManualCommitFactsTest.this::failOnce)
                        .process(KafkaBatch::commit);
            }
        };
    }

    private void failOnce(Exchange batch) {
        remember(batch);
        if (batches.size() == 1) {
            throw new IllegalStateException("no answer");
        }
    }
}
