package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicsTest {
    /** The largest text that Kafka takes by default, without the bytes of its record. */
    private static final int LARGEST_TEXT = 1_048_576 - 100;

    @Test
    void theLargestTextCanBeADeadLetter() throws Exception {
        String brokers = TestBroker.address();
        Topics.create(brokers);
        Topics.create(brokers);
        ProducerRecord<String, String> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, "x".repeat(LARGEST_TEXT));
        letter.headers().add("message", "y".repeat(4_000).getBytes(StandardCharsets.UTF_8));

        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings(brokers), new StringSerializer(), new StringSerializer())) {
            assertThat(producer.send(letter).get().hasOffset()).isTrue();
        }
    }

    /** With the size of the routes. */
    private static Properties settings(String brokers) throws Exception {
        Properties routes = new Properties();
        try (InputStream file = TopicsTest.class.getResourceAsStream("/application.properties")) {
            routes.load(file);
        }
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, routes.getProperty("camel.component.kafka.max-request-size"));
        return settings;
    }
}
