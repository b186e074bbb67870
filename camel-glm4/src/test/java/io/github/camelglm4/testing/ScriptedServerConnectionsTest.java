package io.github.camelglm4.testing;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accepted connections, TLS, many connections, and the life cycle of the server. */
@Timeout(60)
class ScriptedServerConnectionsTest {

    @Test
    void greetsBeforeAnyRequest() throws IOException {
        try (ScriptedServer server = ScriptedServer.start()
                        .onAccept(Reply.raw().bytes("garbage").close());
                RawClient client = new RawClient(server)) {
            assertThat(client.readToEnd()).asString().isEqualTo("garbage");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void greetsConnectionsByTheirNumber() throws IOException {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.onAccept(connection -> connection == 1 ? Reply.raw().reset() : null)
                    .otherwise(Reply.raw().bytes("fine").close());
            assertThatThrownBy(() -> readFrom(server)).isInstanceOf(SocketException.class);
            try (RawClient second = new RawClient(server)) {
                assertThat(second.get("/").readToEnd()).asString().isEqualTo("fine");
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    // Connects too: an early reset may already fail the connect
    private static void readFrom(ScriptedServer server) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.read();
        }
    }

    @Test
    void speaksTls(@TempDir Path directory) throws Exception {
        SSLContext context = LoopbackCertificate.in(directory).sslContext();
        HttpClient http = HttpClient.newBuilder().sslContext(context).build();
        try (ScriptedServer server = ScriptedServer.startTls(context)) {
            server.enqueue(Reply.completion("secret"), Reply.raw().reset());
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/x")).build();
            assertThat(server.baseUrl()).startsWith("https://");
            assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("secret");
            assertThat(server.takeRequest(LATER).path()).isEqualTo("/v1/x");

            HttpClient stranger = HttpClient.newHttpClient();
            assertThatThrownBy(() -> stranger.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void resetsAndClosesTlsConnections(@TempDir Path directory) throws Exception {
        SSLContext context = LoopbackCertificate.in(directory).sslContext();
        try (ScriptedServer server = ScriptedServer.startTls(context)) {
            server.enqueue(Reply.raw().bytes("end").close(), Reply.raw().reset());
            try (RawClient closed = tlsClient(context, server)) {
                assertThat(closed.get("/").readToEnd()).asString().isEqualTo("end");
            }
            try (RawClient reset = tlsClient(context, server)) {
                reset.get("/");
                assertThatThrownBy(reset::read)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
        }
    }

    private static RawClient tlsClient(SSLContext context, ScriptedServer server) throws IOException {
        return new RawClient(context.getSocketFactory().createSocket("127.0.0.1", server.port()));
    }

    @Test
    void holdsThousandsOfConnectionsWithTwoThreads() throws IOException {
        int count = 3_000;
        long threadsBefore = serverThreads();
        List<SocketChannel> channels = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start()) {
            for (int i = 0; i < count; i++) {
                channels.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port())));
            }
            server.awaitOpenConnections(count, LATER);
            assertThat(server.connections()).isEqualTo(count);
            assertThat(serverThreads() - threadsBefore).isLessThanOrEqualTo(2);
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scripted-server-"))
                .count();
    }

    @Test
    void resetBeginsAnew() throws IOException {
        try (ScriptedServer server = ScriptedServer.start();
                RawClient old = new RawClient(server)) {
            server.enqueue(Reply.raw().never(), Reply.json("{\"stale\":1}")).onAccept(Reply.raw());
            old.get("/old");
            server.takeRequest(LATER);

            server.reset();

            assertThat(old.read()).isEqualTo(-1);
            assertThat(server.requests()).isEmpty();
            assertThat(server.connections()).isZero();
            assertThat(server.openConnections()).isZero();
            server.otherwise(Reply.raw().bytes("new").close());
            try (RawClient client = new RawClient(server)) {
                assertThat(client.get("/new").readToEnd()).asString().isEqualTo("new");
            }
            assertThat(server.takeRequest(LATER).connection()).isEqualTo(1);
        }
    }

    @Test
    void closeFreesThePortAndEndsConnections() throws IOException {
        ScriptedServer server = ScriptedServer.start();
        try (RawClient client = new RawClient(server)) {
            server.awaitOpenConnections(1, LATER);
            server.close();
            assertThat(client.read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new RawClient(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void sharedExtensionIsResetAndClosedWithItsOutermostClass() throws IOException {
        ScriptedServer server = ScriptedServer.start();
        server.beforeAll(null);
        server.enqueue(Reply.raw().bytes("stale").close());
        server.afterEach(null);
        server.beforeAll(null);
        server.afterAll(null);
        server.otherwise(Reply.raw().bytes("alive").close());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/").readToEnd()).asString().isEqualTo("alive");
        }
        server.afterAll(null);
        assertThatThrownBy(() -> new RawClient(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void extensionOfOneTestIsClosedAfterIt() {
        ScriptedServer server = ScriptedServer.start();
        server.afterEach(null);
        assertThatThrownBy(() -> new RawClient(server)).isInstanceOf(ConnectException.class);
    }
}
