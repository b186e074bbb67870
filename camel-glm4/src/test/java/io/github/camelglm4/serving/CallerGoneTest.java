package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If the caller disconnects, both its exchange and the calls of other models end. */
@Timeout(60)
class CallerGoneTest extends ServedLifeTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(completed::add);
                from("glm4:proxy").to("glm4:GLM-4-Air?retryDelay=600000&maxRetryDelay=600000");
                from("glm4:gathering")
                        .setHeader(Glm4Headers.STREAM, constant(true))
                        .to("glm4:GLM-4-Air");
                from("glm4:fallback")
                        .doTry()
                        .to("glm4:GLM-4-Air")
                        .doCatch(Glm4Exception.class)
                        .to("glm4:GLM-4-Flash");
                from("glm4:two").to("glm4:GLM-4-Air").to("glm4:GLM-4-Flash");
            }
        };
    }

    private RecordedRequest asked() {
        return server.takeRequest(LATER);
    }

    private static void assertClosed(RecordedRequest request) throws Exception {
        request.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
    }

    /** The exchange has failed, and its failure says why. */
    private void assertGivenUp() {
        assertThat(awaitDone().getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(Glm4ConnectionException.class);
    }

    private static void leave(RawClient client, boolean politely) throws IOException {
        if (politely) {
            client.hangUp();
        } else {
            client.abort();
        }
    }

    @ParameterizedTest(name = "with a FIN: {0}")
    @MethodSource("bothWays")
    void endsTheModelsStream(boolean politely) throws Exception {
        server.enqueue(Reply.stream().event(GlmJson.delta("first")).never());
        RawClient client = asks(streaming("proxy"));
        readUntil(client, "first");
        assertUnderWay();

        leave(client, politely);

        assertClosed(asked());
        assertGivenUp();
    }

    @Test
    void endsTheModelsStreamThatNeverPauses() throws Exception {
        server.enqueue(Reply.stream().repeatEvent(GlmJson.delta("first"), Reply.FOREVER));
        RawClient client = asks(streaming("proxy"));
        readUntil(client, "first");

        client.hangUp();

        assertClosed(asked());
        assertGivenUp();
    }

    @Test
    void endsTheModelsStreamThatIsGatheredForAnAnswerAsJson() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        server.enqueue(Reply.stream()
                .event(GlmJson.delta("first"))
                .onStep(() -> asked.complete(null))
                .never());
        RawClient client = asks(unstreamed("gathering"));
        asked.get(LATER.toSeconds(), TimeUnit.SECONDS);

        client.hangUp();

        assertClosed(asked());
        assertGivenUp();
    }

    @ParameterizedTest(name = "with a FIN: {0}")
    @MethodSource("bothWays")
    void cancelsACallWhoseAnswerIsOnItsWay(boolean politely) throws Exception {
        server.enqueue(Reply.raw().never());
        RawClient client = asks(unstreamed("proxy"));
        RecordedRequest request = asked();

        leave(client, politely);

        assertClosed(request);
        assertGivenUp();
    }

    @Test
    void cancelsAStreamedCallThatHasNoFirstWordYet() throws Exception {
        server.enqueue(Reply.stream().never());
        RawClient client = asks(streaming("proxy"));
        RecordedRequest request = asked();

        client.hangUp();

        assertClosed(request);
        assertGivenUp();
    }

    @Test
    void cancelsACallThatWaitsForItsRetry() throws Exception {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        server.enqueue(Reply.error(500, "500", "broken").onStep(() -> failed.complete(null)));
        RawClient client = asks(unstreamed("proxy"));
        failed.get(LATER.toSeconds(), TimeUnit.SECONDS);
        assertUnderWay();

        client.hangUp();

        assertGivenUp();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fallback", "two"})
    void asksNoOtherModelAfterThat(String model) throws Exception {
        server.enqueue(Reply.raw().never());
        server.otherwise(Reply.completion("too late"));
        RawClient client = asks(unstreamed(model));
        RecordedRequest request = asked();

        client.hangUp();

        assertClosed(request);
        awaitDone();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void leavesTheOtherStreamsOfAnHttp2ConnectionAlone() throws Exception {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        Reply first = Reply.stream().event(GlmJson.delta("first"));
        server.enqueue(first.never());
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient http2 = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
                    .setHttp2MaxPoolSize(1));
            HttpClientRequest leaving = request(http2);
            response(leaving);
            RecordedRequest forLeaving = asked();
            server.enqueue(
                    first.await(rest).event(GlmJson.lastDelta()).event("[DONE]").lastChunk());
            HttpClientRequest staying = request(http2);
            HttpClientResponse answer = response(staying);
            assertThat(staying.connection()).isSameAs(leaving.connection());

            leaving.reset();

            assertClosed(forLeaving);
            await().atMost(LATER).until(() -> completed.size() == 1);
            rest.complete(null);
            Future<Buffer> body = answer.body();
            answer.resume();
            assertThat(get(body).toString()).contains("[DONE]");
            awaitNoExchange();
        } finally {
            get(vertx.close());
        }
    }

    private HttpClientRequest request(HttpClient client) throws Exception {
        HttpClientRequest request = get(client.request(HttpMethod.POST, port, "localhost", "/v1/chat/completions"));
        request.putHeader("Content-Type", "application/json").end(streaming("proxy"));
        return request;
    }

    private static HttpClientResponse response(HttpClientRequest request) throws Exception {
        // paused: its body is read when the test asks for it
        return get(request.response().onSuccess(HttpClientResponse::pause));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
    }
}
