package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An unexpected exception ends the call too, and shows no secret that its message quotes. */
class UnexpectedFailureTest {

    private static final String KEY = "0123456789abcdef.Sk3tch0fASecret1";

    @RegisterExtension
    final ScriptedServer server = ScriptedServer.start();

    private Vertx vertx;
    private ExecutorService pool;
    private Glm4Client client;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        pool = Executors.newSingleThreadExecutor();
        client = new Glm4Client(vertx, pool);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        pool.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void whileAnAnswerIsReadShowsNoSecret() throws Exception {
        server.enqueue(Reply.completion("hello"));
        CompletableFuture<String> result = new CompletableFuture<>();

        client.streamedCall(request(), Broken::new, result).start();

        assertShowsNoSecret(result, "the answer could not be read");
    }

    @Test
    void betweenTwoRequestsShowsNoSecret() throws Exception {
        server.enqueue(Reply.error(503, "1305", "busy"));
        CompletableFuture<Integer> result = new CompletableFuture<>();

        client.call(request(), ApiResponse::length, result)
                .onRetry(() -> {
                    throw failure();
                })
                .start();

        assertShowsNoSecret(result, "the call failed unexpectedly");
    }

    private static void assertShowsNoSecret(CompletableFuture<?> result, String sentence) {
        Throwable failure = catchThrowable(() -> result.get(LONG.toSeconds(), TimeUnit.SECONDS));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));

        assertThat(failure.getCause()).isInstanceOf(Glm4ResponseException.class).hasMessageContaining(sentence);
        assertThat(trace.toString()).contains("xxxxxx").doesNotContain(KEY);
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("unexpected: " + KEY);
    }

    private ApiRequest request() {
        ServiceUrl url = ServiceUrl.parse(server.baseUrl());
        return new ApiRequest(
                client.pools(new HttpSettings(10_000, null, null)),
                url,
                url.chatCompletions(),
                new ApiKeys(Clock.systemUTC()).bearer(KEY),
                Map.of(),
                Secrets.NONE,
                new CallLimits(10_000, 60_000, 60_000, 30_000, 1_000_000),
                new RetryPolicy(2, 5, 5),
                null,
                (ApiRequest.JsonContent) retry -> new byte[] {'{', '}'},
                null);
    }

    /** Fails at the head of the response, and passes on what is reported then. */
    private record Broken(Attempt<?> attempt) implements ResponseHandler {

        @Override
        public void head(IncomingResponse response) {
            throw failure();
        }

        @Override
        public void data(Buffer piece) {}

        @Override
        public void end() {}

        @Override
        public void lost(Glm4Exception failure) {
            attempt.fail(failure, false);
        }
    }
}
