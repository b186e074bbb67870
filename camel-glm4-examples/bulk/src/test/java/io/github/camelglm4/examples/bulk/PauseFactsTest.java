package io.github.camelglm4.examples.bulk;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.consumer.errorhandler.KafkaConsumerListener;
import org.junit.jupiter.api.Test;

/** Why the worker pauses by waiting inside a batch. */
class PauseFactsTest extends KafkaFactTest {
    @Test
    void pausableDoesNotPauseBatches() throws Exception {
        createTopic(1);
        send(0, "1", "2", "3", "4");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(BATCHES + "&maxPollRecords=2"))
                        .pausable(new KafkaConsumerListener(), never -> false)
                        .process(PauseFactsTest.this::remember)
                        .throwException(IllegalStateException.class, "no answer");
            }
        });

        awaitThat(() -> batches.contains(List.of("3", "4")));
    }

    @Test
    void pausableReadsTheWholeTopicAgain() throws Exception {
        createTopic(1);
        send(0, "1", "2", "bad");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer("&autoCommitIntervalMs=100"))
                        .pausable(new KafkaConsumerListener(), always -> true)
                        .process(PauseFactsTest.this::remember)
                        .filter(exchange -> deliveries("bad") == 1)
                        .throwException(IllegalStateException.class, "no answer");
            }
        });

        awaitThat(() -> deliveries("1") == 2);
    }
}
