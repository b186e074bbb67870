package io.github.camelglm4.examples.bulk.routes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.TopicPartition;

/** Where a record is: the ID of its request in a batch. */
record RecordId(TopicPartition partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("(.+)-(\\d+)-(\\d+)");

    static RecordId of(Message message) {
        return new RecordId(
                new TopicPartition(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class)),
                message.getHeader(KafkaConstants.OFFSET, Long.class));
    }

    static RecordId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text + " is not the ID of a record");
        }
        return new RecordId(
                new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))), Long.parseLong(parts.group(3)));
    }

    @Override
    public String toString() {
        return partition.topic() + "-" + partition.partition() + "-" + offset;
    }
}
