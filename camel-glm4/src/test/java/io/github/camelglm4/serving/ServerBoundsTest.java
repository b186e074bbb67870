package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.RawClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server holds for all of its callers together is bounded, and there is room again when one is through. */
@Timeout(60)
class ServerBoundsTest {

    private static final int MAX_CONNECTIONS = 4;
    private static final int MAX_HELD_BYTES = 100_000;
    private static final CallerLimits LIMITS =
            new CallerLimits(10_000, 60_000, 30_000, 1, 60_000, MAX_CONNECTIONS, MAX_HELD_BYTES);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final OneModelServer model = new OneModelServer(null, question -> "yes");
    private final int port = FreePort.next();
    private final ServerSettings settings = new ServerSettings(
            new ServerSettings.Place("127.0.0.1", port),
            "/v1",
            Set.of(),
            Set.of(),
            100_000,
            30_000,
            null,
            LIMITS,
            Metering.NONE);

    @BeforeEach
    void serve() throws Exception {
        model.start(settings);
    }

    @AfterEach
    void stop() throws Exception {
        model.close();
    }

    private CompletableFuture<HttpResponse<String>> ask(int bytes) {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"think" + "x".repeat(bytes) + "\"}]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void bytesOfRequestsAreBoundedTogether() throws Exception {
        CompletableFuture<HttpResponse<String>> first = ask(80_000);
        model.asked.get(LATER.toSeconds(), TimeUnit.SECONDS);

        HttpResponse<String> refused = ask(80_000).get(LATER.toSeconds(), TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("server_busy");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");

        model.thought.complete(null);
        assertThat(first.get(LATER.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        await().atMost(LATER).until(() -> ask(80_000).get().statusCode() == 200);
    }

    @Test
    void connectionsAreBoundedTogether() throws Exception {
        model.thought.complete(null);
        RawClient[] open = new RawClient[MAX_CONNECTIONS];
        for (int i = 0; i < open.length; i++) {
            open[i] = new RawClient(new Socket("127.0.0.1", port));
            assertThat(models(open[i])).contains(" 200 OK");
        }
        assertThat(isServed()).isFalse();

        open[0].close();
        await().atMost(LATER).until(this::isServed);
        for (RawClient connection : open) {
            connection.close();
        }
    }

    /** 128 KB each: what a caller may have undecoded, and the buffers of its connection. */
    @Test
    void asManyConnectionsAsAreAllowedFitIntoTheHeap() {
        long bytes = CallerLimits.STANDARD.maxConnections() * 131_072L;

        assertThat(bytes).isPositive().isLessThanOrEqualTo(Runtime.getRuntime().maxMemory());
    }

    private boolean isServed() throws IOException {
        try (RawClient connection = new RawClient(new Socket("127.0.0.1", port))) {
            return models(connection).contains(" 200 OK");
        } catch (IOException closed) {
            return false;
        }
    }

    private static String models(RawClient connection) throws IOException {
        return connection.get("/v1/models").read(15);
    }
}
