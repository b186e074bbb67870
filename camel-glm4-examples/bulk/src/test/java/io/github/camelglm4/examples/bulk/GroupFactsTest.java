package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

/** Which events let the broker distribute the partitions again, and what that costs. */
class GroupFactsTest extends KafkaFactTest {
    private static final String COOPERATIVE =
            "&partitionAssignor=org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

    /** That of the worker. */
    private static final String EAGER = "&partitionAssignor=org.apache.kafka.clients.consumer.StickyAssignor";

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @Test
    void rebalancesWhenADynamicMemberBreaks() throws Exception {
        int before = twoMembers("", "");

        failOneBatch();

        awaitThat(() -> generation() > before);
    }

    @Test
    void doesNotRebalanceWhenAStaticMemberBreaks() throws Exception {
        int before = twoMembers("&groupInstanceId=a", "&groupInstanceId=b");

        failOneBatch();

        assertThat(generation()).isEqualTo(before);
    }

    @Test
    void doesNotRebalanceWhenAStaticMemberRestarts() throws Exception {
        createTopic(2);
        start(worker("&groupInstanceId=a"));
        var restarted = start(worker("&groupInstanceId=b"));
        awaitMembers();
        int before = generation();

        stop(restarted);
        start(worker("&groupInstanceId=b"));
        send(0, "0");
        send(1, "1");
        awaitThat(() -> deliveries("0") == 1 && deliveries("1") == 1);

        assertThat(generation()).isEqualTo(before);
    }

    @Test
    void fencesTwoConsumersOfOneRouteWithOneInstanceId() throws Exception {
        createTopic(2);
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                onException(FencedInstanceIdException.class)
                        .handled(true)
                        .process(exchange -> remember(failures, exchange));
                from(consumer("&consumersCount=2&groupInstanceId=a")).process(GroupFactsTest.this::remember);
            }
        });

        awaitThat(() -> !failures.isEmpty());
    }

    @Test
    void deliversABatchTwiceThatTakesLongerThanThePollInterval() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        createTopic(1);
        send(0, "1");
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                onException(CommitFailedException.class).process(exchange -> remember(failures, exchange));
                from(consumer(BATCHES + BREAK + "&maxPollRecords=1&maxPollIntervalMs=1000"))
                        .process(GroupFactsTest.this::remember)
                        .process(exchange -> answer.await(1, TimeUnit.MINUTES))
                        .process(KafkaBatch::commit);
            }
        });
        awaitThat(() -> deliveries("1") == 1);

        start(worker(""));
        awaitThat(() -> deliveries("1") == 2);
        answer.countDown();

        awaitThat(() -> !failures.isEmpty());
    }

    /** Its commits fail, so its batch is read again, but by itself: the partitions move after the session timeout. */
    @Test
    void keepsThePartitionsOfAStaticMemberThatTakesLongerThanThePollInterval() throws Exception {
        createTopic(2);
        start(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                onException(CommitFailedException.class).process(exchange -> remember(failures, exchange));
                from(consumer(BATCHES + BREAK + "&maxPollRecords=1&maxPollIntervalMs=1000&groupInstanceId=a"))
                        .process(GroupFactsTest.this::remember)
                        .process(GroupFactsTest.this::commitUntilItFails);
            }
        });
        start(worker("&groupInstanceId=b"));
        awaitMembers();
        int before = generation();

        send(0, "slow");
        send(1, "slow");
        awaitThat(() -> !failures.isEmpty());
        send(0, "good");
        send(1, "good");
        awaitThat(() -> deliveries("good") == 2);

        assertThat(generation()).isEqualTo(before);
    }

    private void commitUntilItFails(Exchange batch) {
        do {
            KafkaBatch.commit(batch);
        } while (KafkaBatch.texts(batch).contains("slow"));
    }

    /**
     * The member that joins waits for the blocked one. The third one continues to get records, but cannot commit them:
     * its batch fails, and is read again.
     */
    @Test
    void failsTheCommitsOfOtherMembersWhileARebalanceWaitsForABatch() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        createTopic(2);
        start(blocking(answer));
        start(blocking(answer));
        awaitMembers();
        send(0, "0");
        awaitThat(() -> deliveries("0") == 1);

        start(worker(COOPERATIVE));
        awaitThat(() -> group().state() == ConsumerGroupState.PREPARING_REBALANCE);
        awaitThat(() -> {
            send(1, "1");
            return !failures.isEmpty();
        });
        answer.countDown();

        awaitThat(() -> group().state() == ConsumerGroupState.STABLE);
    }

    /** No batch fails, so no member reconnects: with a cooperative assignor, partitions could then have no member. */
    @Test
    void commitsEachBatchWhenAStaticMemberJoinsAndTheAssignorIsEager() throws Exception {
        String[] texts = IntStream.range(0, 200).mapToObj(String::valueOf).toArray(String[]::new);
        createTopic(2);
        send(0, texts);
        send(1, texts);

        start(worker(EAGER + "&groupInstanceId=a"));
        awaitThat(() -> !batches.isEmpty());
        start(worker(EAGER + "&groupInstanceId=b"));
        awaitMembers();

        awaitThat(() -> committed().equals(Map.of(0, 200L, 1, 200L)));
        assertThat(batches).hasSize(2 * texts.length);
    }

    private RouteBuilder blocking(CountDownLatch answer) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                onException(RebalanceInProgressException.class).process(exchange -> remember(failures, exchange));
                from(consumer(BATCHES + BREAK + "&maxPollRecords=1" + COOPERATIVE))
                        .process(GroupFactsTest.this::remember)
                        .filter(exchange -> KafkaBatch.texts(exchange).contains("0"))
                        .process(exchange -> answer.await(1, TimeUnit.MINUTES))
                        .end()
                        .process(KafkaBatch::commit);
            }
        };
    }

    /** Starts two members, and returns the generation of their group when both have a partition. */
    private int twoMembers(String first, String second) throws Exception {
        createTopic(2);
        start(worker(first));
        start(worker(second));
        awaitMembers();
        return generation();
    }

    /** Sends a text that fails at its first delivery, and waits for the second one. */
    private void failOneBatch() throws Exception {
        send(0, "bad");
        awaitThat(() -> deliveries("bad") == 2);
        send(0, "good");
        awaitThat(() -> deliveries("good") == 1);
    }

    private RouteBuilder worker(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(consumer(BATCHES + BREAK + "&maxPollRecords=1" + options))
                        .process(GroupFactsTest.this::remember)
                        .filter(exchange -> KafkaBatch.texts(exchange).contains("bad") && deliveries("bad") == 1)
                        .throwException(IllegalStateException.class, "no answer")
                        .end()
                        .process(KafkaBatch::commit);
            }
        };
    }

    private static void remember(Queue<Throwable> failures, Exchange exchange) {
        failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
}
