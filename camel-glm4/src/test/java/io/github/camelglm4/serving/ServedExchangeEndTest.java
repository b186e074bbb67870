package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.Reply;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A served exchange is done when the last byte of its answer is out: not when its route is through, and not before. */
@Timeout(60)
class ServedExchangeEndTest extends ServedLifeTestSupport {

    private static final int LARGE = 8_000_000;

    private final SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
    private final PipedInputStream stream = new PipedInputStream();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(completed::add);
                from("glm4:publisher")
                        .process(e -> e.getMessage().setBody(publisher))
                        .process(e -> through());
                // in one step: Camel's stream caching would read it to its end before the next one
                from("glm4:stream").process(e -> {
                    e.getMessage().setBody(stream);
                    through();
                });
                from("glm4:proxy")
                        .setHeader(Glm4Headers.STREAM, constant(true))
                        .to("glm4:GLM-4-Air")
                        .process(e -> through());
                from("glm4:large").process(e -> e.getMessage().setBody("x".repeat(LARGE)));
                from("glm4:refusing").throwException(new IllegalStateException("no"));
            }
        };
    }

    private void through() {
        routeThrough.complete(null);
    }

    private CompletableFuture<HttpResponse<String>> ask(String model, boolean streamed) throws Exception {
        CompletableFuture<HttpResponse<String>> response = CLIENT.sendAsync(
                chat(streamed ? streaming(model) : unstreamed(model)).build(), HttpResponse.BodyHandlers.ofString());
        routeThrough.get(LATER.toSeconds(), TimeUnit.SECONDS);
        return response;
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void waitsForTheLastPieceOfAPublisher(boolean streamed) throws Exception {
        CompletableFuture<HttpResponse<String>> response = ask("publisher", streamed);
        publisher.submit("first ");
        assertUnderWay();

        publisher.submit("last");
        publisher.close();

        assertThat(response.get(LATER.toSeconds(), TimeUnit.SECONDS).body()).contains("last");
        Exchange exchange = awaitDone();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Glm4Headers.FINISH_REASON)).isEqualTo("stop");
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void waitsForTheEndOfAnInputStream(boolean streamed) throws Exception {
        try (PipedOutputStream out = new PipedOutputStream(stream)) {
            CompletableFuture<HttpResponse<String>> response = ask("stream", streamed);
            out.write("first ".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertUnderWay();

            out.write("last".getBytes(StandardCharsets.UTF_8));
            out.close();

            assertThat(response.get(LATER.toSeconds(), TimeUnit.SECONDS).body()).contains("last");
        }
        assertThat(awaitDone().getException()).isNull();
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void waitsForTheEndOfAModelsStreamAndTellsWhatCameWithIt(boolean streamed) throws Exception {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(Reply.stream()
                .event(GlmJson.delta("first"))
                .await(rest)
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk());
        CompletableFuture<HttpResponse<String>> response = ask("proxy", streamed);
        assertUnderWay();

        rest.complete(null);

        assertThat(response.get(LATER.toSeconds(), TimeUnit.SECONDS).body()).contains("first");
        Exchange exchange = awaitDone();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Glm4Headers.FINISH_REASON, "stop")
                .containsEntry(Glm4Headers.PROMPT_TOKENS, (long) GlmJson.PROMPT_TOKENS)
                .containsEntry(Glm4Headers.COMPLETION_TOKENS, (long) GlmJson.COMPLETION_TOKENS)
                .containsEntry(Glm4Headers.TOTAL_TOKENS, (long) GlmJson.PROMPT_TOKENS + GlmJson.COMPLETION_TOKENS);
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void waitsForACallerThatHasNotReadAll(boolean streamed) throws Exception {
        try (RawClient client = asks(streamed ? streaming("large") : unstreamed("large"))) {
            assertThat(readUntil(client, "\r\n")).contains("200");
            assertUnderWay();

            client.skip(LARGE);

            awaitDone();
        }
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void endsWithTheFailureOfItsSource(boolean streamed) throws Exception {
        CompletableFuture<HttpResponse<String>> response = ask("publisher", streamed);
        publisher.submit("first");
        assertUnderWay();

        IllegalStateException failure = new IllegalStateException("source broke");
        publisher.closeExceptionally(failure);

        assertThat(response.get(LATER.toSeconds(), TimeUnit.SECONDS).body())
                .contains("\"error\"")
                .doesNotContain("source broke");
        assertThat(awaitDone().getProperty(Exchange.EXCEPTION_CAUGHT)).isSameAs(failure);
    }

    @Test
    void endsWhenTheRefusalIsOut() throws Exception {
        assertThat(send(chat(unstreamed("refusing"))).statusCode()).isEqualTo(500);

        assertThat(awaitDone().getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(IllegalStateException.class);
    }
}
