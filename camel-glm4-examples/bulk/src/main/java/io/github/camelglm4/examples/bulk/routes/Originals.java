package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.Glm4BatchHeaders;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the records that the answers of a batch belong to from their topic again: an answer has only the ID of its
 * request. Answers mostly have the order of the records, so the records that follow are kept for a while.
 */
public final class Originals implements Closeable {
    private static final int MOST_KEPT = 10_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, ConsumerRecord<String, String>> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ConsumerRecord<String, String>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    public Originals(String brokers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Sets the key and the headers of the record. The body stays. */
    public void restoreHeaders(Message message) {
        ConsumerRecord<String, String> record = find(message);
        message.setHeader(KafkaConstants.KEY, record.key());
        message.setHeader(KafkaConstants.TOPIC, record.topic());
        message.setHeader(KafkaConstants.PARTITION, record.partition());
        message.setHeader(KafkaConstants.OFFSET, record.offset());
        record.headers()
                .forEach(header -> message.setHeader(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    }

    /** Sets the key, the headers and the text of the record. */
    public void restore(Message message) {
        restoreHeaders(message);
        message.setBody(find(message).value());
    }

    private synchronized ConsumerRecord<String, String> find(Message message) {
        String id = message.getHeader(Glm4BatchHeaders.REQUEST_ID, String.class);
        ConsumerRecord<String, String> record = kept.get(id);
        return record != null ? record : read(RecordId.parse(id));
    }

    private ConsumerRecord<String, String> read(RecordId id) {
        consumer.assign(List.of(id.partition()));
        consumer.seek(id.partition(), id.offset());
        for (ConsumerRecord<String, String> record : consumer.poll(MAX_WAIT)) {
            kept.put(new RecordId(id.partition(), record.offset()).toString(), record);
        }
        ConsumerRecord<String, String> record = kept.get(id.toString());
        if (record == null) {
            throw new IllegalStateException("The record " + id + " is not in its topic any more");
        }
        return record;
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
