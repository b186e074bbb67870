package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;

/** Watches from outside whether served exchanges are under way or done. */
abstract class ServedLifeTestSupport extends ServingTestSupport {

    private static final String HEAD = """
            POST /v1/chat/completions HTTP/1.1
            Host: localhost
            Content-Type: application/json
            Content-Length: %d

            """.replace("\n", "\r\n");

    /** The exchanges that an onCompletion of the routes has seen. */
    final Queue<Exchange> completed = new ConcurrentLinkedQueue<>();

    /** Completed by a route that is through with its steps. */
    final CompletableFuture<Void> routeThrough = new CompletableFuture<>();

    /**
     * Fails if an exchange ends that must not end. It only checks for a short time, although the exchange must never
     * end.
     */
    void assertUnderWay() {
        await().during(Duration.ofMillis(150)).atMost(LATER).untilAsserted(() -> {
            assertThat(context.getInflightRepository().size()).isEqualTo(1);
            assertThat(completed).isEmpty();
        });
    }

    /** The exchange as it was when it was done. */
    Exchange awaitDone() {
        await().atMost(LATER).untilAsserted(() -> {
            assertThat(context.getInflightRepository().size()).isZero();
            assertThat(completed).hasSize(1);
        });
        return completed.peek();
    }

    void awaitNoExchange() {
        await().atMost(LATER).until(() -> context.getInflightRepository().size() == 0);
    }

    /** A client that has asked, and reads what and when the test wants, through a small buffer. */
    RawClient asks(String json) throws IOException {
        return asks(port, json);
    }

    static RawClient asks(int port, String json) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return new RawClient(socket).send(HEAD.formatted(length) + json);
    }

    static String streaming(String model) {
        return asking(model, "hi", ",\"stream\":true");
    }

    static String unstreamed(String model) {
        return asking(model, "hi", "");
    }

    /** Reads until that text has come. */
    static String readUntil(RawClient client, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        // only checks the end: otherwise the complete answer would be searched again for each byte
        while (read.indexOf(text, read.length() - text.length()) < 0) {
            int next = client.read();
            assertThat(next).as("before the end there is " + text).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    /** Returns about how many bytes are received until the connection is closed, with a FIN or an RST. */
    static long readToClosed(RawClient client) {
        long count = 0;
        try {
            for (int read = 1; read > 0; count += read) {
                read = client.read(8 * 1024).length();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException reset) {
            // closed as well
        }
        return count;
    }

    static List<Boolean> bothWays() {
        return List.of(true, false);
    }
}
