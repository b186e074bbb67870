package io.github.camelglm4.conversation.repository;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes share conversations in a PostgreSQL, and one of them is killed: no turn that was acknowledged is lost,
 * none is there twice, and they stand in their order.
 */
@Timeout(180)
class TwoNodesTest {

    private static final int CONVERSATIONS = 200;
    private static final int TURNS = 20;
    /** Concurrent turns of one conversation, on any node. */
    private static final int AT_A_TIME = 2;

    private static ScriptedServer model;
    private static PostgresServer database;

    private final Random random = new Random(42);
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<Turn> turns = new ArrayList<>();
    private final Node[] nodes = new Node[2];
    private int acknowledged;
    private int time;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresServer.start();
        JdbcConnectionPool connections = PostgresServer.connections(database.url());
        JdbcRepositoryTest.createTables(connections, "bytea");
        connections.dispose();
        model = ScriptedServer.start().otherwise(request -> Reply.completion("re: " + lastText(request)));
    }

    @AfterAll
    static void stop() throws Exception {
        if (database != null) {
            model.close();
            database.close();
        }
    }

    @Test
    void noAcknowledgedTurnIsLostWhenANodeIsKilled() throws Exception {
        nodes[0] = new Node();
        nodes[1] = new Node();
        for (int i = 0; i < AT_A_TIME * CONVERSATIONS; i++) {
            askNext("c" + i % CONVERSATIONS);
        }

        work(CONVERSATIONS * TURNS / 2);
        int lost = kill(1);
        nodes[1] = new Node();
        work(CONVERSATIONS * TURNS);
        nodes[0].end();
        nodes[1].end();

        assertThat(lost).as("turns that were under way on the killed node").isPositive();
        check();
    }

    /** Handles the output of the nodes until this number of turns is acknowledged. */
    private void work(int until) throws InterruptedException {
        while (acknowledged < until) {
            Runnable event = events.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(event)
                    .as("something happens, with %d turns acknowledged", acknowledged)
                    .isNotNull();
            event.run();
        }
    }

    /** With SIGKILL; the turns that were under way there are asked again. */
    private int kill(int victim) throws InterruptedException {
        nodes[victim].kill();
        // what it said before counts
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
        List<Turn> underWay = turns.stream()
                .filter(turn -> turn.node == nodes[victim] && turn.acknowledgedAt == 0)
                .toList();
        nodes[victim] = null;
        underWay.forEach(turn -> askNext(turn.conversation));
        return underWay.size();
    }

    private void askNext(String conversation) {
        Node node = nodes[random.nextInt(2)];
        turns.add(new Turn(turns.size(), conversation, node != null && node.ready ? node : nodes[0]));
        turns.get(turns.size() - 1).ask();
    }

    private void acknowledge(Turn turn) {
        turn.acknowledgedAt = ++time;
        acknowledged++;
        long asked = turns.stream()
                .filter(other -> other.conversation.equals(turn.conversation))
                .filter(other -> other.acknowledgedAt > 0 || other.node == nodes[0] || other.node == nodes[1])
                .count();
        if (asked < TURNS) {
            askNext(turn.conversation);
        }
    }

    private void check() throws Exception {
        Map<String, List<String>> histories = histories();
        Map<String, List<Turn>> byConversation = new HashMap<>();
        turns.forEach(turn -> byConversation
                .computeIfAbsent(turn.conversation, c -> new ArrayList<>())
                .add(turn));
        assertThat(byConversation).hasSize(CONVERSATIONS);
        byConversation.forEach((conversation, asked) -> check(histories.get(conversation), asked));
    }

    private static void check(List<String> texts, List<Turn> asked) {
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            questions.add(texts.get(i));
            assertThat(texts.get(i + 1)).isEqualTo("re: " + texts.get(i));
        }
        assertThat(questions)
                .doesNotHaveDuplicates()
                .isSubsetOf(asked.stream().map(Turn::text).toList());
        List<Turn> kept = asked.stream().filter(turn -> turn.acknowledgedAt > 0).toList();
        assertThat(kept).hasSize(TURNS);
        assertThat(questions).containsAll(kept.stream().map(Turn::text).toList());
        for (Turn earlier : kept) {
            for (Turn later : kept) {
                boolean sameNode = earlier.node == later.node && earlier.number < later.number;
                if (earlier.acknowledgedAt < later.askedAt || sameNode) {
                    assertThat(questions.indexOf(earlier.text()))
                            .as("%s stands before %s", earlier.text(), later.text())
                            .isLessThan(questions.indexOf(later.text()));
                }
            }
        }
    }

    private Map<String, List<String>> histories() throws Exception {
        JdbcConnectionPool connections = PostgresServer.connections(database.url());
        Map<String, List<String>> histories = new HashMap<>();
        try (CamelContext context = new DefaultCamelContext()) {
            JdbcAggregationRepository repository = ConversationNode.repository(connections);
            repository.start();
            for (String conversation : repository.getKeys()) {
                String json = repository.get(context, conversation).getMessage().getBody(String.class);
                histories.put(conversation, texts((List<?>) Json.readValue(json)));
            }
        }
        connections.dispose();
        return histories;
    }

    private static String lastText(RecordedRequest request) {
        List<String> texts = texts((List<?>) request.json().get("messages"));
        return texts.get(texts.size() - 1);
    }

    private static List<String> texts(List<?> messages) {
        return messages.stream()
                .map(message -> (String) ((Map<?, ?>) message).get("content"))
                .toList();
    }

    private final class Turn {

        private final int number;
        private final String conversation;
        private final Node node;
        private final int askedAt = ++time;
        private int acknowledgedAt;

        Turn(int number, String conversation, Node node) {
            this.number = number;
            this.conversation = conversation;
            this.node = node;
        }

        String text() {
            return "question " + number;
        }

        void ask() {
            node.input.println(number + " " + conversation + " " + text());
        }
    }

    /** A process with a {@link ConversationNode}; what it says becomes events. */
    private final class Node {

        private final Process process;
        private final PrintWriter input;
        private final Thread listener;
        private volatile boolean ready;

        Node() throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(
                            java,
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            ConversationNode.class.getName(),
                            database.url(),
                            model.baseUrl())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            Path.of("target", "conversation-node.log").toFile()))
                    .start();
            input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
            listener = new Thread(this::listen, "node " + process.pid());
            listener.start();
        }

        private void listen() {
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    String[] words = line.split(" ", 3);
                    if (words[0].equals("ready")) {
                        ready = true;
                    } else if (words[0].equals("ok")) {
                        events.add(() -> acknowledge(turns.get(Integer.parseInt(words[1]))));
                    } else if (words[0].equals("failed")) {
                        String said = line;
                        events.add(() -> {
                            throw new AssertionError(said);
                        });
                    }
                }
            } catch (IOException killed) {
                // nothing more is heard of it
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
            listener.join();
        }

        void end() throws InterruptedException {
            input.close();
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            listener.join();
        }
    }
}
