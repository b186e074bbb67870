package io.github.camelglm4.examples.bulk.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final List<String> committed = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @Test
    void recordsOfAKeyKeepTheirOrder() {
        List<Exchange> batch = List.of(
                record("anna", 0, 1),
                record(null, 1, 5),
                record("bert", 0, 2),
                record("anna", 0, 3),
                record(null, 1, 6));

        assertThat(Batch.groups(batch))
                .extracting(group -> group.stream().map(BatchTest::id).toList())
                .containsExactly(
                        List.of("texts-0-1", "texts-0-3"),
                        List.of("texts-1-5"),
                        List.of("texts-0-2"),
                        List.of("texts-1-6"));
    }

    @Test
    void theLastRecordOfEachPartitionIsCommitted() {
        Batch.commit(List.of(record("a", 0, 1), record("b", 3, 5), record("c", 0, 2), record("d", 1, 9)));

        assertThat(committed).containsExactlyInAnyOrder("texts-0-2", "texts-3-5", "texts-1-9");
    }

    private static String id(Message message) {
        return RecordId.of(message).toString();
    }

    private Exchange record(String key, int partition, long offset) {
        Exchange exchange = new DefaultExchange(context);
        Message message = exchange.getMessage();
        message.setHeader(KafkaConstants.KEY, key);
        message.setHeader(KafkaConstants.TOPIC, "texts");
        message.setHeader(KafkaConstants.PARTITION, partition);
        message.setHeader(KafkaConstants.OFFSET, offset);
        message.setHeader(KafkaConstants.MANUAL_COMMIT, (KafkaManualCommit) () -> committed.add(id(message)));
        return exchange;
    }
}
