package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over HTTP/2 every answer closes its stream: a caller that has it all is not taken for one that went away. */
@Timeout(60)
class Http2ExchangeEndTest extends ServedLifeTestSupport {

    /** More than a client that does not read takes: the window of a stream is 64 KB. */
    private static final int LARGE = 8_000_000;

    private static final HttpClient HTTP2 =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(completed::add);
                from("glm4:pieces")
                        .setHeader(Glm4Headers.PROMPT_TOKENS, constant(3))
                        .setHeader(Glm4Headers.COMPLETION_TOKENS, constant(4))
                        .process(e -> e.getMessage().setBody(List.of("first ", "last")));
                from("glm4:large").process(e -> e.getMessage().setBody("x".repeat(LARGE)));
            }
        };
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void tellsTheTokensOfAnAnswerThatIsOut(boolean streamed) throws Exception {
        var response = HTTP2.send(chat(body("pieces", streamed)).build(), BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).contains("last");
        Exchange exchange = awaitDone();
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isNull();
        assertThat(exchange.getMessage().getHeader(Glm4Headers.TOTAL_TOKENS)).isEqualTo(7L);
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void endsWithAFailureWhenTheCallerGoesBeforeItHasAll(boolean streamed) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClientRequest request =
                    get(vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2))
                            .request(HttpMethod.POST, port, "localhost", "/v1/chat/completions"));
            request.putHeader("Content-Type", "application/json").end(body("large", streamed));
            get(request.response().onSuccess(HttpClientResponse::pause));
            assertUnderWay();

            request.reset();

            assertThat(awaitDone().getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(Glm4ConnectionException.class);
        } finally {
            get(vertx.close());
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
    }

    private static String body(String model, boolean streamed) {
        return streamed ? streaming(model) : unstreamed(model);
    }
}
