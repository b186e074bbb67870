package io.github.camelglm4.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.OwnProcess;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server with 256 MB in a process of its own survives each attack, answers an honest caller all the while, and has
 * its memory back afterwards. The long form is {@code -Dattack.seconds=60}: there the honest caller never waits for 2
 * s, which needs a machine with little else to do.
 */
@Timeout(600)
class AttackTest {

    @RegisterExtension
    static final ScriptedServer service = ScriptedServer.start();

    private static final int SECONDS = Integer.getInteger("attack.seconds", 1);
    private static final int LONG_FORM = 30;
    private static final int CONNECTIONS = 20;
    private static final long HEAP_NOISE = 24 << 20;
    private static final int MINUTE = 60;

    private static OwnProcess server;
    private static HonestCaller honest;
    private static int port;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();

    /** One for all attacks: it has to survive them one after the other. */
    @BeforeAll
    static void startServer() throws Exception {
        server = new OwnProcess("256m", AttackedServer.class, service.baseUrl());
        port = Integer.parseInt(server.hear("port", MINUTE));
        honest = new HonestCaller(port);
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void forgetTheWaits() {
        honest = new HonestCaller(port);
        service.recordNothing();
    }

    @ParameterizedTest
    @EnumSource
    void survivesCallersWithoutAKey(Attack attack) throws Exception {
        assertThat(honest.ask("fast", false)).isEqualTo(200);
        long before = heap();

        attack(attack);

        report(attack.name(), before);
    }

    /** A service whose answers are small as text, but large in memory; 4 concurrent calls. */
    @ParameterizedTest
    @CsvSource({"forward, false, OBJECTS", "forward-stream, true, TOOL_CALLS", "forward-stream, true, CHOICES"})
    void survivesAService(String model, boolean streamed, String kind) throws Exception {
        service.otherwise(request -> evil(kind));
        assertThat(honest.ask("fast", false)).isEqualTo(200);
        long before = heap();

        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HonestCaller caller = new HonestCaller(port);
            callers.add(started(() -> caller.ask(model, streamed)));
        }
        while (callers.stream().anyMatch(Thread::isAlive)) {
            assertThat(honest.ask("fast", false)).isEqualTo(200);
        }

        report(kind, before);
    }

    private void attack(Attack attack) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            attackers.add(started(() -> {
                while (!over.get()) {
                    connection(attack, over);
                }
            }));
        }
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                assertThat(honest.ask("fast", false)).isEqualTo(200);
            }
        } finally {
            over.set(true);
            while (attackers.stream().anyMatch(Thread::isAlive)) {
                for (Socket socket : sockets) {
                    socket.close();
                }
                attackers.get(0).join(10);
            }
        }
    }

    private void connection(Attack attack, AtomicBoolean over) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            sockets.add(socket);
            OutputStream out = socket.getOutputStream();
            for (int part = 0; !over.get(); part++) {
                byte[] bytes = attack.part(part);
                out.write(bytes);
                sent.addAndGet(bytes.length);
            }
        } catch (IOException e) {
            // closed by the server, or because it is over
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private void report(String what, long before) throws Exception {
        long after = heap();
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MINUTE);
                after > before + HEAP_NOISE && System.nanoTime() < end; ) {
            Thread.onSpinWait();
            after = heap();
        }
        System.out.printf(
                "[attack] %s: %d KB sent, honest answers %d, longest wait %d ms, heap before %d KB, after %d KB%n",
                what, sent.get() >> 10, honest.answers(), honest.longestMillis(), before >> 10, after >> 10);
        assertThat(honest.ask("fast", false)).isEqualTo(200);
        assertThat(after).isLessThan(before + HEAP_NOISE);
        if (SECONDS >= LONG_FORM) {
            assertThat(honest.longestMillis()).isLessThan(2_000);
        }
    }

    private static long heap() throws Exception {
        server.say("heap");
        return Long.parseLong(server.hear("heap", MINUTE));
    }

    private static Reply evil(String kind) {
        return switch (kind) {
            case "OBJECTS" ->
                Reply.json(GlmJson.completion("hi")
                        .replaceFirst("\\{", "{\"x\":[" + "{\"a\":{}},".repeat(1_700_000) + "1],"));
            case "TOOL_CALLS" ->
                endless(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"c%d\",\"index\":%d}]}}]}",
                        200_000);
            default -> endless("{\"choices\":[" + "{},".repeat(100_000) + "{}]}", 20);
        };
    }

    private static Reply endless(String event, int events) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < events; i++) {
            all.append("data: ").append(event.replace("%d", String.valueOf(i))).append("\n\n");
        }
        return Reply.stream().event(GlmJson.delta("a")).chunk(all.toString()).lastChunk();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Thread started(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                // the honest caller checks whether the server continues
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
