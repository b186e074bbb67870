package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.LoopbackCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service that responds after the head of a request and closes while the body is being sent: its response is the
 * outcome.
 */
class EarlyAnswerTest extends FailureTestSupport {

    private static final int MEGABYTE = 1 << 20;
    private static final String BODY = "{\"error\":{\"message\":\"not so much\"}}";

    /** Answers each request after its head, and closes with the rest unread, which resets the connection. */
    private static final class Refusing implements AutoCloseable {

        private final ServerSocket listener;
        private final String answer;
        private final AtomicInteger requests = new AtomicInteger();

        Refusing(ServerSocket listener, String answer) {
            this.listener = listener;
            this.answer = answer;
            Thread thread = new Thread(this::serve, "refusing service");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    if (readHead(socket.getInputStream())) {
                        requests.incrementAndGet();
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                        socket.getOutputStream().flush();
                    }
                } catch (IOException e) {
                    // the client or the test has closed it
                }
            }
        }

        private static boolean readHead(InputStream in) throws IOException {
            int matched = 0;
            while (matched < 4) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private static ServerSocket plain() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static String answer(int status, String more) {
        return "HTTP/1.1 " + status + " No\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                + "\r\n" + more + "\r\n" + BODY;
    }

    private <T extends Glm4Exception> T refusal(Refusing service, String scheme, String more, int size, Class<T> type) {
        String uri = MODEL + "?baseUrl=" + scheme + "://127.0.0.1:" + service.listener.getLocalPort() + "/v1&apiKey=k"
                + more;
        Exchange exchange = ask(uri, "x".repeat(size));
        Throwable failure = failure(exchange);
        assertThat(failure).isExactlyInstanceOf(type).hasMessageContaining("not so much");
        return type.cast(failure);
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "4, ''", "10, ''", "10, 'Connection: close\r\n'"})
    void theStatusIsTheOutcomeOfOneRequest(int megabytes, String header) throws Exception {
        try (Refusing service = new Refusing(plain(), answer(413, header))) {
            for (int i = 1; i <= 5; i++) {
                Glm4RequestException failure =
                        refusal(service, "http", "", megabytes * MEGABYTE, Glm4RequestException.class);

                assertThat(failure.getStatusCode()).isEqualTo(413);
                assertThat(service.requests).hasValue(i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsTheOutcome(int status) throws Exception {
        try (Refusing service = new Refusing(plain(), answer(status, ""))) {
            refusal(service, "http", "", 8 * MEGABYTE, Glm4AuthenticationException.class);

            assertThat(service.requests).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void tooManyRequestsAreTheOutcome(String streamed) throws Exception {
        try (Refusing service = new Refusing(plain(), answer(429, "Retry-After: 3600\r\n"))) {
            Glm4RateLimitException failure =
                    refusal(service, "http", "&stream=" + streamed, 8 * MEGABYTE, Glm4RateLimitException.class);

            assertThat(failure.getRetryAfter()).hasSeconds(3_600);
            assertThat(service.requests).hasValue(1);
        }
    }

    @Test
    void theStatusIsTheOutcomeOverTls(@TempDir Path directory) throws Exception {
        LoopbackCertificate certificate = LoopbackCertificate.in(directory);
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + certificate.trustStore());
        store.setPassword(certificate.password());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        context.getRegistry().bind("tls", tls);
        ServerSocket listener = certificate
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (Refusing service = new Refusing(listener, answer(413, ""))) {
            for (int i = 1; i <= 5; i++) {
                refusal(service, "https", "&sslContextParameters=#tls", 8 * MEGABYTE, Glm4RequestException.class);

                assertThat(service.requests).hasValue(i);
            }
        }
    }

    @Test
    void theStatusIsTheOutcomeThoughItsTextIsCut() throws Exception {
        String cut = "HTTP/1.1 413 No\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nnot so much";
        try (Refusing service = new Refusing(plain(), cut)) {
            refusal(service, "http", "", 4 * MEGABYTE, Glm4RequestException.class);

            assertThat(service.requests).hasValue(1);
        }
    }

    @Test
    void aConnectionWithoutAnAnswerIsRetriedAsBefore() throws Exception {
        try (Refusing service = new Refusing(plain(), "")) {
            Exchange exchange = ask(
                    MODEL + "?baseUrl=http://127.0.0.1:" + service.listener.getLocalPort() + "/v1&apiKey=k",
                    "x".repeat(4 * MEGABYTE));

            assertThat(failure(exchange)).isInstanceOf(Glm4ConnectionException.class);
            assertThat(service.requests).hasValue(3);
        }
    }
}
