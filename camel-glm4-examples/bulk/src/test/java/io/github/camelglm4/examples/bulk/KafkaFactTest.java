package io.github.camelglm4.examples.bulk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test of a fact about camel-kafka that the routes of this example depend on: with a topic and a group of its own.
 */
abstract class KafkaFactTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What every consumer of these tests sets: a group, and no records that are passed over at the start. A member
     * learns of a rebalance by its next heartbeat.
     */
    private static final String COMMON = "&autoOffsetReset=earliest&shutdownTimeout=2000&heartbeatIntervalMs=100";

    private static final String POLL_TIMEOUT = "pollTimeoutMs=";

    /** The consumer of the worker: the route commits. */
    static final String BATCHES =
            "&batching=true&autoCommitEnable=false&allowManualCommit=true" + "&pollOnError=RECONNECT";

    /** A batch that fails is read again. */
    static final String BREAK = "&breakOnFirstError=true";

    final String topic = "t" + UUID.randomUUID();

    /** The bodies that arrived in routes, one list for each batch. */
    final List<List<String>> batches = new CopyOnWriteArrayList<>();

    private final List<CamelContext> contexts = new ArrayList<>();
    private Admin admin;

    @BeforeEach
    void connect() throws Exception {
        admin = Admin.create(Map.of("bootstrap.servers", TestBroker.address()));
    }

    @AfterEach
    void disconnect() {
        contexts.forEach(CamelContext::stop);
        admin.close();
    }

    void createTopic(int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    /** Sends texts to a partition, in order, and waits until the broker has them. */
    void send(int partition, String... texts) throws Exception {
        Map<String, Object> options = Map.of("bootstrap.servers", TestBroker.address());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(options, new StringSerializer(), new StringSerializer())) {
            for (String text : texts) {
                producer.send(new ProducerRecord<>(topic, partition, null, text))
                        .get();
            }
        }
    }

    /** The URI of a consumer in the group of this test. */
    String consumer(String options) throws Exception {
        String timeout = options.contains(POLL_TIMEOUT) ? "" : "&" + POLL_TIMEOUT + "200";
        return "kafka:" + topic + "?brokers=" + TestBroker.address() + "&groupId=" + topic + COMMON + timeout + options;
    }

    CamelContext start(RouteBuilder routes) throws Exception {
        CamelContext context = new DefaultCamelContext();
        contexts.add(context);
        context.addRoutes(routes);
        context.start();
        return context;
    }

    void stop(CamelContext context) {
        context.stop();
        contexts.remove(context);
    }

    /** Waits until the group has two members, and a partition for each. */
    void awaitMembers() {
        awaitThat(() -> group().members().size() == 2
                && group().members().stream()
                        .allMatch(
                                member -> member.assignment().topicPartitions().size() == 1));
    }

    ConsumerGroupDescription group() throws Exception {
        return admin.describeConsumerGroups(List.of(topic))
                .describedGroups()
                .get(topic)
                .get();
    }

    /** The offsets that the group has committed, by partition. */
    Map<Integer, Long> committed() throws Exception {
        Map<Integer, Long> offsets = new TreeMap<>();
        admin.listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
        return offsets;
    }

    int generation() throws Exception {
        return GroupLog.generation(TestBroker.address(), topic);
    }

    /** How often a text has arrived. */
    long deliveries(String text) {
        return batches.stream().flatMap(List::stream).filter(text::equals).count();
    }

    void remember(Exchange batch) {
        batches.add(KafkaBatch.texts(batch));
    }

    static void awaitThat(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
