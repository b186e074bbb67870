package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LoopbackCertificate;
import io.github.camelglm4.testing.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A caller that holds a connection without asking for anything loses it; one that waits for its answer, or reads it,
 * does not.
 */
@Timeout(60)
@Tag("timing")
class IdleCallerTest {

    private static final CallerLimits QUICK = new CallerLimits(200, 300, 300, 1_000, 10_000);
    /** For requests that a slow machine must have the time to send. */
    private static final CallerLimits PATIENT = new CallerLimits(10_000, 2_000, 300, 1_000, 10_000);

    private static final CallerLimits CALM = new CallerLimits(10_000, 1_500, 30_000, 1, 10_000);
    /** More than the kernel takes. */
    private static final int LARGE = 16_000_000;

    private static final String HTTP2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String EMPTY_SETTINGS = "\0\0\0\4\0\0\0\0\0";
    private static final String PREFLIGHT =
            "OPTIONS /v1/models HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a\r\nAccess-Control-Request-Method: GET\r\n\r\n";

    private final OneModelServer model =
            new OneModelServer(null, question -> question.equals("large") ? "x".repeat(LARGE) : question);
    private final int port = FreePort.next();

    @AfterEach
    void stop() throws Exception {
        model.close();
    }

    private void serve(CallerLimits limits, SSLContext tls) throws Exception {
        ServerSettings.Place place = new ServerSettings.Place("localhost", port);
        model.start(new ServerSettings(
                place, "/v1", Set.of("http://a"), Set.of(), 32_000_000, 30_000, tls, limits, Metering.NONE));
    }

    private RawClient connect() throws IOException {
        return new RawClient(new Socket("localhost", port));
    }

    private static String request(String question) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}";
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** With whatever came before; fails the test when the connection stays open. */
    private static String readToClosed(RawClient client) throws IOException {
        try {
            return new String(client.readToEnd(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", HTTP2, HTTP2 + EMPTY_SETTINGS, "POST /v1/chat/compl", PREFLIGHT})
    void whoAsksNothingLosesItsConnection(String sent) throws Exception {
        serve(QUICK, null);

        try (RawClient client = connect().send(sent)) {
            assertThat(readToClosed(client)).doesNotContain("choices");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP2, "POST /v1/chat/completions HTTP/1.1\r\nX-Slow: loris"})
    void aHeadByteByByteDoesNotKeepTheConnection(String head) throws Exception {
        serve(QUICK, null);
        try (RawClient client = connect()) {
            CompletableFuture<String> closed = CompletableFuture.supplyAsync(() -> {
                try {
                    return readToClosed(client);
                } catch (IOException e) {
                    throw new AssertionError("the connection stays open", e);
                }
            });

            AtomicInteger sent = new AtomicInteger();
            long trickle = model.vertx.setPeriodic(20, id -> {
                int next = Math.min(sent.getAndIncrement(), head.length() - 1);
                trickle(client, head.substring(next, next + 1));
            });

            assertThat(closed).succeedsWithin(LATER);
            model.vertx.cancelTimer(trickle);
        }
    }

    private static void trickle(RawClient client, String piece) {
        try {
            client.send(piece);
        } catch (IOException closed) {
            // what the test is waiting for
        }
    }

    @Test
    void aConnectionThatIsKeptIsClosedSomeTimeAfterItsLastAnswer() throws Exception {
        serve(PATIENT, null);

        try (RawClient client = connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(request("hello"));
                readUntil(client, "hello");
            }
            readToClosed(client);
        }
        assertThat(model.answered()).isEqualTo(2);
    }

    @Test
    void aModelMayThinkForLongerThanAConnectionMayBeIdle() throws Exception {
        serve(CALM, null);

        try (RawClient client = connect().send(request("think"))) {
            pause(2 * CALM.idleMillis());
            model.thought.complete(null);

            readUntil(client, "think");
        }
    }

    @Test
    void aCallerMayReadForLongerThanAConnectionMayBeIdle() throws Exception {
        serve(CALM, null);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress("localhost", port));

        try (RawClient client = new RawClient(socket).send(request("large"))) {
            // the better half of it is read for longer than that
            for (int i = 0; i < 40; i++) {
                client.skip(250_000);
                pause(50);
            }
            client.skip(LARGE - 40 * 250_000);
        }
    }

    @Test
    void aBodyByteByByteIsRefused() throws Exception {
        serve(PATIENT, null);

        try (RawClient client = connect().send(request("x".repeat(5_000)).substring(0, 2_000))) {
            long trickle = model.vertx.setPeriodic(50, id -> trickle(client, "x"));
            try {
                assertThat(readToClosed(client)).contains(" 408 ", "request_timeout");
            } finally {
                model.vertx.cancelTimer(trickle);
            }
        }
        assertThat(model.answered()).isZero();
    }

    @Test
    void aHandshakeThatIsNeverBegunDoesNotKeepTheConnection(@TempDir Path directory) throws Exception {
        serve(
                new CallerLimits(200, 3_600_000, 30_000, 1, 10_000),
                LoopbackCertificate.in(directory).sslContext());

        for (String sent : List.of("", "\u0016\u0003\u0001", "GET / HTTP/1.1\r\n\r\n")) {
            try (RawClient client = connect().send(sent)) {
                readToClosed(client);
            }
        }
    }

    private void pause(long millis) throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        model.vertx.setTimer(millis, id -> over.complete(null));
        over.get(LATER.toSeconds(), TimeUnit.SECONDS);
    }

    private static void readUntil(RawClient client, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text, read.length() - text.length()) < 0) {
            int next = client.read();
            assertThat(next).as("before the end there is " + text).isNotNegative();
            read.append((char) next);
        }
    }
}
