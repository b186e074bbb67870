package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.embedding.EmbeddingVector;
import io.github.camelglm4.testing.FreePort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.AbstractList;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the JSON of vectors is created: not on an event loop, which other callers need. */
@Timeout(60)
class EmbeddingCallTest {

    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, "model"));
    private final ServerSettings settings = new ServerSettings(
            new ServerSettings.Place("127.0.0.1", FreePort.next()),
            "/v1",
            Set.of(),
            Set.of(),
            100_000,
            30_000,
            null,
            CallerLimits.STANDARD,
            Metering.NONE);

    private final ModelServers servers = new ModelServers();
    private final Model model = new Model();
    private volatile RuntimeException failure;

    @BeforeEach
    void serve() throws Exception {
        servers.add(model, settings, vertx, executor, () -> new PortListener(vertx, settings));
    }

    @AfterEach
    void stop() throws Exception {
        servers.remove(model, settings);
        vertx.close().toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
        executor.shutdown();
    }

    private CompletableFuture<HttpResponse<String>> embed() {
        URI uri = URI.create("http://127.0.0.1:" + settings.place().port() + "/v1/embeddings");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"m\",\"input\":\"a\"}"))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void vectorsAreReadOnTheThreadThatAnswers() throws Exception {
        assertThat(embed().get(LATER.toSeconds(), TimeUnit.SECONDS).body()).contains("\"embedding\":[1.0]");
        assertThat(threads).isNotEmpty().containsOnly("model");
    }

    /** The caller must not wait for an answer that will never come. */
    @Test
    void theConnectionIsClosedIfTheJsonCannotBeCreated() {
        failure = new IllegalStateException("test");

        assertThat(embed()).failsWithin(LATER).withThrowableThat().withCauseInstanceOf(IOException.class);
    }

    /** One vector that records the threads that read it, and fails if it shall. */
    private final class ObservedVectors extends AbstractList<EmbeddingVector> {

        @Override
        public EmbeddingVector get(int index) {
            threads.add(Thread.currentThread().getName());
            if (failure != null) {
                throw failure;
            }
            return EmbeddingVector.of(1);
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private final class Model implements ServedModel<EmbeddingCall> {

        @Override
        public String name() {
            return "m";
        }

        @Override
        public ServedOperation operation() {
            return ServedOperation.EMBEDDINGS;
        }

        @Override
        public ServerKeys keys() {
            return ServerKeys.parse(null);
        }

        @Override
        public CallReader<EmbeddingCall> reader() {
            return EmbeddingCall.reader(1);
        }

        @Override
        public void answer(EmbeddingCall call) {
            try {
                call.answer(new EmbeddingReply(new ObservedVectors(), null));
            } catch (RuntimeException e) {
                assertThat(e).isSameAs(failure);
            }
        }
    }
}
