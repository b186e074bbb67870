package io.github.camelglm4.examples.bulk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends texts while the workers work, so that they always have some. Keys have about four texts. */
final class TextFeed {
    private static final int TEXTS_OF_A_KEY = 4;
    private static final int TEXTS_AHEAD = 150;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Broker broker;
    private final StormyModel model;
    private final IntUnaryOperator random;
    private final Map<String, Sent> sent = Collections.synchronizedMap(new LinkedHashMap<>());

    /** A text in the topic. */
    record Sent(String id, String key, TopicPartition partition, long offset) {}

    /** @param random a number from 0 to below its argument */
    TextFeed(Broker broker, StormyModel model, IntUnaryOperator random) {
        this.broker = broker;
        this.model = model;
        this.random = random;
    }

    void sendUntil(BooleanSupplier over) {
        Map<String, Object> options = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(options, new StringSerializer(), new StringSerializer())) {
            while (!over.getAsBoolean()) {
                if (sent.size() - model.texts() < TEXTS_AHEAD) {
                    send(producer);
                } else {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(KafkaProducer<String, String> producer) throws Exception {
        String id = "text-%06d".formatted(sent.size() + 1);
        String key = "customer-" + random.applyAsInt(sent.size() / TEXTS_OF_A_KEY + 10);
        ProducerRecord<String, String> text = new ProducerRecord<>(Topics.TEXTS, key, id + " is a text");
        Map.of("id", id, "language", "en", "run", "kills")
                .forEach((name, value) -> text.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        RecordMetadata metadata = producer.send(text).get();
        sent.put(id, new Sent(id, key, new TopicPartition(Topics.TEXTS, metadata.partition()), metadata.offset()));
    }

    Sent sent(String id) {
        return sent.get(id);
    }

    /** All texts, in their order. */
    List<Sent> sent() {
        return List.copyOf(sent.values());
    }
}
