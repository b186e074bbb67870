package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every timeout ends its phase and closes the connection; its failure names the option and its value. */
class TimeoutTest extends FailureTestSupport {

    private static final int BEYOND_PATIENCE = 30_000;

    private Glm4Exception timedOut(String options) {
        return failureOf(MODEL + options, Glm4TimeoutException.class);
    }

    @Test
    void connectTimeoutEndsTheWaitForTcp() throws IOException {
        try (FullListener listener = new FullListener()) {
            Glm4Exception failure =
                    timedOut("?maxRetries=0&connectTimeout=200&baseUrl=http://127.0.0.1:" + listener.port() + "/v1");

            assertThat(failure).hasMessageContaining("connectTimeout of 200 ms");
            assertThat(failure.getAttempts()).isEqualTo(1);
        }
    }

    @Test
    void connectTimeoutEndsTheWaitForTls() {
        Glm4Exception failure =
                timedOut("?maxRetries=0&connectTimeout=200&baseUrl=https://127.0.0.1:" + silentTlsPort() + "/v1");

        assertThat(failure).hasMessageContaining("connectTimeout of 200 ms");
        assertThat(silentTls.closedByClient()).succeedsWithin(SOON);
    }

    @Test
    void connectTimeoutIsRetried() {
        Glm4Exception failure =
                timedOut("?maxRetries=1&connectTimeout=100&baseUrl=https://127.0.0.1:" + silentTlsPort() + "/v1");

        assertThat(failure.getAttempts()).isEqualTo(2);
    }

    @Test
    void responseTimeoutEndsSilence() {
        server.otherwise(Reply.raw().never());

        assertThat(timedOut("?responseTimeout=150")).hasMessageContaining("responseTimeout of 150 ms");
        assertFirstConnectionClosed();
    }

    @Test
    void idleTimeoutEndsAStallInTheBody() {
        server.otherwise(Reply.completion("half")
                .without("Content-Length")
                .header("Content-Length", "9000")
                .never());

        assertThat(timedOut("?idleTimeout=150")).hasMessageContaining("idleTimeout of 150 ms");
        assertFirstConnectionClosed();
    }

    @Tag("timing")
    @Test
    void slowButSteadyBodyOutlivesIdleAndResponseTimeout() {
        String body = GlmJson.completion("fine");
        server.enqueue(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n")
                .pieces(10, Duration.ofMillis(40))
                .bytes(body));

        // about 1,000 ms in all
        Exchange exchange = ask(MODEL + "?idleTimeout=600&responseTimeout=600", "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void requestTimeoutEndsATrickle() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
                .pieces(1, Duration.ofMillis(5))
                .repeat(" ", Reply.FOREVER));

        Glm4Exception failure = timedOut("?requestTimeout=200");

        assertThat(failure).hasMessageContaining("requestTimeout of 200 ms").hasMessageContaining("1 request");
        assertFirstConnectionClosed();
    }

    @Test
    void requestTimeoutCountsRetries() {
        server.otherwise(Reply.error(429, "1302", "later").header("Retry-After", "20"));

        Glm4Exception failure = timedOut("?requestTimeout=200");

        assertThat(failure).hasMessageContaining("requestTimeout of 200 ms");
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void requestTimeoutCountsTheQueue() {
        String uri = MODEL + "?maxConcurrentRequests=1";
        server.enqueue(Reply.raw().never());
        CompletableFuture<Exchange> first =
                template.asyncSend(uri, e -> e.getMessage().setBody("hello"));
        server.awaitRequests(1, SOON);

        Glm4Exception failure = timedOut("?maxConcurrentRequests=1&requestTimeout=200");

        assertThat(failure).hasMessageContaining("requestTimeout of 200 ms");
        assertThat(failure.getAttempts()).isZero();
        assertThat(server.requests()).hasSize(1);
        assertThat(first).isNotDone();
    }

    @Test
    void fourLimitsThatDoNotPassDoNothing() {
        server.enqueue(Reply.completion("fine"));

        Exchange exchange =
                ask(MODEL + "?connectTimeout=20s&responseTimeout=20s&idleTimeout=20s&requestTimeout=20s", "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    private SilentListener silentTls;

    private int silentTlsPort() {
        silentTls = new SilentListener();
        return silentTls.port();
    }

    /** Accepts connections, reads, and sends nothing. */
    private static final class SilentListener {

        private final ServerSocket listening;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        SilentListener() {
            try {
                listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            Thread reader = new Thread(this::read, "silent-listener");
            reader.setDaemon(true);
            reader.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        CompletableFuture<Void> closedByClient() {
            return closed;
        }

        private void read() {
            try (listening) {
                while (true) {
                    read(listening.accept());
                }
            } catch (IOException e) {
                closed.completeExceptionally(e);
            }
        }

        private void read(Socket accepted) throws IOException {
            try (accepted) {
                accepted.setSoTimeout(BEYOND_PATIENCE);
                accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketException reset) {
                // a reset closes as well
            }
            closed.complete(null);
        }
    }

    /** Listens with a full accept queue: the kernel leaves a further SYN unanswered. */
    private static final class FullListener implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> filling = new ArrayList<>();

        FullListener() throws IOException {
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(listening.getLocalSocketAddress(), 100);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
            throw new AssertionError("The queue does not become full");
        }

        int port() {
            return listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : filling) {
                socket.close();
            }
            listening.close();
        }
    }
}
