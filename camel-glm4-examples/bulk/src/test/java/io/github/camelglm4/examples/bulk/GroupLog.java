package io.github.camelglm4.examples.bulk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * What the broker wrote about groups of consumers into the topic {@code __consumer_offsets}. Each rebalance of a group
 * writes its next generation, beginning with 1.
 */
final class GroupLog {
    private static final String TOPIC = "__consumer_offsets";
    private static final short GROUP_KEY = 2;
    private static final short COMPACT_TEXT = 4;
    private static final Duration END = Duration.ofMillis(200);

    private GroupLog() {}

    /** The generation of the group: the number of its rebalances. 0 if it never had a member. */
    static int generation(String brokers, String group) {
        int generation = 0;
        Map<String, Object> options = Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false");
        try (KafkaConsumer<ByteBuffer, ByteBuffer> consumer =
                new KafkaConsumer<>(options, new ByteBufferDeserializer(), new ByteBufferDeserializer())) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<ByteBuffer, ByteBuffer> records = consumer.poll(END);
                for (ConsumerRecord<ByteBuffer, ByteBuffer> written : records) {
                    if (written.value() != null && isOf(group, written.key())) {
                        generation = Math.max(generation, generation(written.value()));
                    }
                }
            }
        }
        return generation;
    }

    private static boolean isOf(String group, ByteBuffer key) {
        return key.getShort() == GROUP_KEY && text(key, key.getShort()).equals(group);
    }

    /** The value begins with its version, the type of the protocol and the generation. */
    private static int generation(ByteBuffer value) {
        int length = value.getShort() < COMPACT_TEXT ? value.getShort() : value.get() - 1;
        text(value, length);
        return value.getInt();
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
