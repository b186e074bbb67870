package io.github.camelglm4.examples.bulk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the example. */
final class Topics {
    static final String TEXTS = "texts";
    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead-letters";

    /** At most this number of workers can share the texts. */
    static final int PARTITIONS = 12;

    /** Twice the size that Kafka allows for a text: a dead letter is a text with headers. */
    private static final Map<String, String> SETTINGS =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(2 * 1_048_576));

    private static final int MILLIS_TO_ANSWER = 10_000;

    private Topics() {}

    /**
     * Creates the topics that do not exist.
     *
     * @throws IOException if the brokers cannot be reached, or refuse; the message says why
     */
    static void create(String brokers) throws IOException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER);
        try (Admin admin = Admin.create(settings)) {
            create(admin, topic(TEXTS));
            create(admin, topic(RESULTS).configs(SETTINGS));
            create(admin, topic(DEAD_LETTERS).configs(SETTINGS));
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka at " + brokers + " cannot be used: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (RuntimeException e) {
            throw new IOException("Kafka at " + brokers + " cannot be used: " + RouteProcess.rootMessage(e), e);
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
    }

    private static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
