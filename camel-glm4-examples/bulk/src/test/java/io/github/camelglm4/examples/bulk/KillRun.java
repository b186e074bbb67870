package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.StormyModel.Call;
import io.github.camelglm4.examples.bulk.TextFeed.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * Runs the routes of the example in processes, and kills them at random moments while texts arrive: workers, the broker
 * and the collector. A killed process is started again. The next one is killed when all workers work again.
 */
final class KillRun implements AutoCloseable {
    static final int BATCH = 16;

    private static final String GROUP = "workers";
    private static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");
    private static final String COLLECTOR = "collector";
    private static final int REFUSED_OF_1000 = 20;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration MOST_POLL_INTERVAL = Duration.ofSeconds(10);
    /** A killed broker is known to itself as running, and cannot work, until this time is over. */
    private static final String[] BROKER = {"broker.session.timeout.ms=4000", "broker.heartbeat.interval.ms=500"};

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Random random;
    private final Path folder;
    private final Broker broker;
    private final StormyModel model;
    private final Map<String, Child> children = new ConcurrentHashMap<>();
    private final TextFeed feed;

    /** The name of the present process of each worker: no process has the name of an earlier one. */
    private final Map<String, String> processes = new ConcurrentHashMap<>();

    private final List<Interruption> interruptions = new ArrayList<>();

    private final AtomicInteger starts = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private int generationBefore;

    /** A kill: the texts that a worker process had asked for, and that were not committed. */
    record Kill(String process, Set<String> inFlight) {}

    /**
     * A kill of a worker process, or of the broker beside it.
     *
     * @param committed the offsets at the kill
     * @param untilNanos when the broker was there again; later requests had nothing to do with the kill
     */
    private record Interruption(String process, Map<TopicPartition, Long> committed, long untilNanos) {}

    KillRun(Path folder, Path jars, long seed) throws IOException {
        this.folder = folder;
        random = new Random(seed);
        broker = new Broker(jars, folder, BROKER);
        model = new StormyModel(KillRun::isRefused, () -> LATENCY.plusMillis(random(100)));
        feed = new TextFeed(broker, model, this::random);
    }

    /** Spread evenly, so that there are some among the first hundred texts. */
    static boolean isRefused(String id) {
        return (id.hashCode() * 0x9E3779B1 >>> 7) % 1000 < REFUSED_OF_1000;
    }

    /** Plays everything: afterwards, all texts have ended. */
    Outcome play(int workerKills) throws Exception {
        broker.start();
        Topics.create(broker.bootstrapServers());
        start(COLLECTOR);
        for (String worker : WORKERS) {
            start(worker);
        }
        awaitGroup();
        generationBefore = generation();
        CompletableFuture<Void> texts = CompletableFuture.runAsync(() -> feed.sendUntil(() -> over.getCount() == 0));
        CompletableFuture<Void> storms = CompletableFuture.runAsync(this::storms);
        for (int number = 0; number < workerKills; number++) {
            killAWorker();
            if (number == 0) {
                restart(COLLECTOR);
            }
            if (number == workerKills / 2) {
                restartBroker();
            }
        }
        over.countDown();
        texts.join();
        storms.join();
        awaitCommitsOf(GROUP, Topics.TEXTS);
        awaitCommitsOf("collector", Topics.RESULTS);
        awaitCommitsOf("collector-dead-letters", Topics.DEAD_LETTERS);
        return outcome();
    }

    private Outcome outcome() throws Exception {
        RunFiles files = new RunFiles(folder);
        int generationAfter = generation();
        List<ConsumerRecord<String, String>> results = TopicRecords.of(broker.bootstrapServers(), Topics.RESULTS);
        List<ConsumerRecord<String, String>> deadLetters =
                TopicRecords.of(broker.bootstrapServers(), Topics.DEAD_LETTERS);
        children.values().forEach(Child::stop);
        children.values().forEach(child -> child.awaitEnd(PATIENCE.toMillis()));
        return new Outcome(
                feed.sent(),
                List.copyOf(model.calls()),
                kills(),
                results,
                deadLetters,
                files.idsIn("results"),
                files.idsIn("dead_letters"),
                generationBefore,
                generationAfter,
                model.rejections(),
                files.batchesGivenUp(WORKERS));
    }

    /** The first storm lasts longer than a batch waits, and ends by itself. The others end with the kills. */
    private void storms() {
        pause(randomMillis(1000, 4000));
        model.storm(true);
        pause(MOST_POLL_INTERVAL.dividedBy(2).plusSeconds(1));
        model.storm(false);
        while (!isOverWithin(randomMillis(1000, 4000))) {
            model.storm(true);
            isOverWithin(randomMillis(500, 2000));
            model.storm(false);
        }
    }

    private Duration randomMillis(int least, int bound) {
        return Duration.ofMillis(least + random(bound));
    }

    private boolean isOverWithin(Duration duration) {
        try {
            return over.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void killAWorker() throws Exception {
        awaitAllAtWork();
        pause(randomMillis(0, 2000));
        String worker = WORKERS.get(random(WORKERS.size()));
        kill(worker);
        interruptions.add(new Interruption(processes.get(worker), committed(GROUP), System.nanoTime()));
        start(worker);
    }

    /** Answers that a worker could not send in time are asked for again. */
    private void restartBroker() throws Exception {
        awaitAllAtWork();
        Map<TopicPartition, Long> committed = committed(GROUP);
        broker.kill();
        broker.start();
        long now = System.nanoTime();
        WORKERS.forEach(worker -> interruptions.add(new Interruption(processes.get(worker), committed, now)));
    }

    private List<Kill> kills() {
        return interruptions.stream()
                .map(kill -> new Kill(kill.process(), inFlight(kill)))
                .toList();
    }

    /**
     * What the process has asked for, and has not committed: the batch in progress, and records of one that was given
     * up.
     */
    private Set<String> inFlight(Interruption kill) {
        return model.calls().stream()
                .filter(call -> call.process.equals(kill.process()) && call.start <= kill.untilNanos())
                .map(call -> feed.sent(call.id))
                .filter(text -> text.offset() >= kill.committed().getOrDefault(text.partition(), 0L))
                .map(Sent::id)
                .collect(Collectors.toSet());
    }

    private void awaitAllAtWork() {
        long now = System.nanoTime();
        await(
                "accepted requests of all workers",
                () -> WORKERS.stream().allMatch(worker -> model.hasAccepted(processes.get(worker), now)));
    }

    private void restart(String name) throws IOException {
        kill(name);
        start(name);
    }

    private void kill(String name) {
        Child child = children.get(name);
        child.kill();
        child.awaitEnd(PATIENCE.toMillis());
    }

    private void start(String name) throws IOException {
        String process = name + "/" + starts.incrementAndGet();
        processes.put(name, process);
        Map<String, String> properties = new HashMap<>(Map.of(
                "brokers", broker.bootstrapServers(),
                "folder", folder.toString(),
                "run", "kills",
                "records", String.valueOf(Integer.MAX_VALUE),
                "concurrency", "4",
                "batch.size", String.valueOf(BATCH),
                "max.poll.interval", String.valueOf(MOST_POLL_INTERVAL.toMillis()),
                "retry.delay.max", "1000",
                "camel.component.glm4.base-url", model.baseUrl(),
                "camel.component.glm4.additional-headers", StormyModel.PROCESS + "=" + process));
        // workers learn sooner of others that join
        properties.put("camel.component.kafka.heartbeat-interval-ms", "300");
        String role = name.equals(COLLECTOR) ? COLLECTOR : "worker";
        children.put(name, Child.routes(name, role, properties, folder, line -> {}));
    }

    private void awaitGroup() throws Exception {
        try (Admin admin = admin()) {
            await("three workers with partitions", () -> {
                ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(GROUP))
                        .describedGroups()
                        .get(GROUP)
                        .get();
                return group.state() == ConsumerGroupState.STABLE
                        && group.members().size() == WORKERS.size()
                        && group.members().stream()
                                .allMatch(member ->
                                        member.assignment().topicPartitions().size()
                                                == Topics.PARTITIONS / WORKERS.size());
            });
        }
    }

    /** Waits until the group has committed all records of the topic. */
    private void awaitCommitsOf(String group, String topic) {
        await(
                "commits of all " + topic,
                () -> committed(group).equals(TopicRecords.ends(broker.bootstrapServers(), topic)));
    }

    /** The committed offsets of partitions with records. */
    private Map<TopicPartition, Long> committed(String group) throws Exception {
        try (Admin admin = admin()) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private int generation() {
        return GroupLog.generation(broker.bootstrapServers(), GROUP);
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .failFast(
                        "a process has ended, see " + folder,
                        () -> !children.values().stream().allMatch(Child::isAlive))
                .until(condition);
    }

    @Override
    public void close() {
        over.countDown();
        children.values().forEach(Child::kill);
        broker.close();
        model.close();
    }

    /** What is left of a run. */
    record Outcome(
            List<Sent> sent,
            List<Call> calls,
            List<Kill> kills,
            List<ConsumerRecord<String, String>> results,
            List<ConsumerRecord<String, String>> deadLetters,
            List<String> resultRows,
            List<String> deadLetterRows,
            int generationBefore,
            int generationAfter,
            long rejections,
            long breaks) {}
}
