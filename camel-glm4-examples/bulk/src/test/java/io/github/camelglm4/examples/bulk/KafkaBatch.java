package io.github.camelglm4.examples.bulk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** The batch that the Kafka consumer delivers: a list with an exchange for each record. */
final class KafkaBatch {
    private KafkaBatch() {}

    static List<String> texts(Exchange batch) {
        Object body = batch.getMessage().getBody();
        return body instanceof List<?>
                ? records(batch).stream()
                        .map(element -> element.getMessage().getBody(String.class))
                        .toList()
                : List.of(batch.getMessage().getBody(String.class));
    }

    /** Commits the last record of each partition. */
    static void commit(Exchange batch) {
        Map<Integer, Exchange> last = new TreeMap<>();
        records(batch)
                .forEach(element ->
                        last.put(element.getMessage().getHeader(KafkaConstants.PARTITION, Integer.class), element));
        last.values().forEach(KafkaBatch::commitRecord);
    }

    static void commitRecord(Exchange element) {
        element.getMessage()
                .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                .commit();
    }

    @SuppressWarnings("unchecked")
    static List<Exchange> records(Exchange batch) {
        return batch.getMessage().getBody(List.class);
    }
}
