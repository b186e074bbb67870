package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller can do with the frames of HTTP/2 ends its own requests, and nothing else. */
@Timeout(60)
class Http2CallersTest extends ServedLifeTestSupport {

    private Vertx vertx;
    private HttpClient client;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(completed::add);
                from("glm4:proxy?abandonTimeout=700&maxRequestSize=10000").to("glm4:GLM-4-Air");
            }
        };
    }

    @BeforeEach
    void openClient() {
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1)
                // so much of an answer is on its way before its reader has to want more
                .setHttp2ConnectionWindowSize(70_000));
    }

    @AfterEach
    void closeClient() throws Exception {
        get(vertx.close());
    }

    private HttpClientRequest ask() throws Exception {
        HttpClientRequest request = get(client.request(HttpMethod.POST, port, "localhost", "/v1/chat/completions"));
        request.putHeader("Content-Type", "application/json").end(streaming("proxy"));
        return request;
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertClosed(RecordedRequest request) throws Exception {
        request.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void goAwayAndCloseEndTheRequestsOfTheConnection() throws Exception {
        server.enqueue(Reply.stream().event(GlmJson.delta("first")).never());
        HttpClientRequest request = ask();
        get(request.response());

        get(request.connection().close());

        assertClosed(server.takeRequest(LATER));
        awaitDone();
    }

    @Tag("timing")
    @Test
    void aWindowThatStaysShutHoldsUpTheServiceAndIsGivenUp() throws Exception {
        server.enqueue(Reply.stream().repeatEvent(GlmJson.delta("x".repeat(1_000)), Reply.FOREVER));
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        HttpClientRequest request = ask();
        get(request.response().onSuccess(response -> {
            response.exceptionHandler(broken::complete);
            response.pause();
        }));

        assertClosed(server.takeRequest(LATER));
        awaitDone();
        assertThat(broken).succeedsWithin(LATER);
        assertThat(server.requests().get(0).bytesWritten()).isLessThan(9_000_000);
    }

    /** The rapid reset of CVE-2023-44487. */
    @Test
    void streamsThatAreOpenedAndResetWithoutEndCostTheConnection() throws Exception {
        server.otherwise(Reply.raw().never());
        HttpConnection connection = ask().connection();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        connection.closeHandler(v -> closed.complete(null));

        for (int i = 0; i < 2_000 && !closed.isDone(); i++) {
            client.request(HttpMethod.POST, port, "localhost", "/v1/chat/completions")
                    .onSuccess(request -> {
                        request.exceptionHandler(failure -> {});
                        request.putHeader("Content-Type", "application/json").end(streaming("proxy"));
                        request.reset(8);
                    });
        }

        assertThat(closed).succeedsWithin(LATER);
        awaitNoExchange();
        for (RecordedRequest request : server.requests()) {
            assertClosed(request);
        }
    }

    @Test
    void aBodyWithoutEndIsRefusedAndItsStreamReset() throws Exception {
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        HttpClientRequest request = get(client.request(HttpMethod.POST, port, "localhost", "/v1/chat/completions"));
        request.putHeader("Content-Type", "application/json").setChunked(true);
        Future<HttpClientResponse> response = request.response();
        long endless =
                vertx.setPeriodic(1, id -> request.write("x".repeat(1_000)).onFailure(reset::complete));

        assertThat(get(response).statusCode()).isEqualTo(413);
        assertThat(reset).succeedsWithin(LATER);
        vertx.cancelTimer(endless);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void afterAllThatTheNextCallerIsServed() throws Exception {
        server.enqueue(Reply.completionStream("fine"));

        HttpClientResponse response = get(ask().response().onSuccess(HttpClientResponse::pause));
        Future<Buffer> body = response.body();
        response.resume();

        assertThat(get(body).toString()).contains("fine");
    }
}
