package io.github.camelglm4.examples.bulk.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.TopicPartition;

/** A batch of records, as the Kafka consumer delivers it: one exchange per record. */
public final class Batch {
    private Batch() {}

    /** The records of each key, in their order. A record without a key is a group of its own. */
    public static Collection<List<Message>> groups(@Body List<Exchange> batch) {
        Map<Object, List<Message>> groups = new LinkedHashMap<>();
        for (Exchange each : batch) {
            Message message = each.getMessage();
            Object key = message.getHeader(KafkaConstants.KEY, message, Object.class);
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(message);
        }
        return groups.values();
    }

    /**
     * Commits the offsets of all records. The batch contains records of several partitions, so the last record of each
     * partition is committed; Camel's own {@code BatchManualCommit} commits only the partition of the last record.
     */
    public static void commit(@Body List<Exchange> batch) {
        Map<TopicPartition, KafkaManualCommit> last = new LinkedHashMap<>();
        for (Exchange each : batch) {
            Message message = each.getMessage();
            last.put(
                    RecordId.of(message).partition(),
                    message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
        }
        last.values().forEach(KafkaManualCommit::commit);
    }
}
