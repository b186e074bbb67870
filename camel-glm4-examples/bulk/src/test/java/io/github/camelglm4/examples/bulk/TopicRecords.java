package io.github.camelglm4.examples.bulk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning to its end. */
final class TopicRecords {
    private TopicRecords() {}

    /** All records. Those of a partition are in their order. */
    static List<ConsumerRecord<String, String>> of(String brokers, String topic) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(brokers)) {
            Map<TopicPartition, Long> ends = ends(consumer, topic);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    /** The offset after the last record of each partition with records. */
    static Map<TopicPartition, Long> ends(String brokers, String topic) {
        try (KafkaConsumer<String, String> consumer = consumer(brokers)) {
            return ends(consumer, topic);
        }
    }

    private static Map<TopicPartition, Long> ends(KafkaConsumer<String, String> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        ends.values().removeIf(end -> end == 0);
        return ends;
    }

    private static KafkaConsumer<String, String> consumer(String brokers) {
        Map<String, Object> options = Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false");
        return new KafkaConsumer<>(options, new StringDeserializer(), new StringDeserializer());
    }

    static String header(ConsumerRecord<String, String> from, String name) {
        Header header = from.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
