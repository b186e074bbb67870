package io.github.camelglm4.embeddingroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that fails, fails its exchange with a typed exception, and no further one is sent. */
@Timeout(60)
class FailedEmbeddingsTest extends EmbeddingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:redelivered")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to(MODEL + "?maxInputs=2&maxRetries=0");
                from("direct:fallback")
                        .doTry()
                        .to(MODEL + "?maxInputs=2&maxRetries=0")
                        .doCatch(Glm4Exception.class)
                        .to("glm4-embedding:fallback")
                        .end();
            }
        };
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Reply.error(401, "1000", "no"), Glm4AuthenticationException.class),
                Arguments.of(Reply.error(400, "1210", "no"), Glm4RequestException.class),
                Arguments.of(Reply.error(500, "1234", "no"), Glm4ServerException.class),
                Arguments.of(Reply.error(200, "1000", "no"), Glm4AuthenticationException.class),
                Arguments.of(
                        Reply.json("{\"code\":1000,\"msg\":\"no\",\"success\":false}"),
                        Glm4AuthenticationException.class),
                Arguments.of(
                        Reply.json("{\"error\":{\"code\":\"1000\"},\"data\":[{\"index\":0,\"embedding\":[1]}]}"),
                        Glm4AuthenticationException.class),
                Arguments.of(Reply.json("{\"code\":1210,\"msg\":\"no\"}"), Glm4RequestException.class),
                Arguments.of(Reply.json(""), Glm4ResponseException.class),
                Arguments.of(Reply.json("[1]"), Glm4ResponseException.class),
                Arguments.of(Reply.of(200, "text/html", "<html>"), Glm4ResponseException.class),
                Arguments.of(Reply.raw().close(), Glm4ConnectionException.class),
                Arguments.of(Reply.raw().never(), Glm4TimeoutException.class));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsTypedAndTheMessageRemains(Reply reply, Class<? extends Exception> type) {
        server.otherwise(reply);
        Map<String, Object> headers = Map.of("mine", "stays", "CamelGlm4Attempts", 7);

        Exchange exchange = ask(MODEL + "?maxRetries=0&responseTimeout=200", "7", headers);

        assertThat(failure(exchange)).isExactlyInstanceOf(type);
        assertThat(exchange.getMessage().getBody()).isEqualTo("7");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[]}|the answer has 0 vectors for 2 texts",
                "{\"data\":[{\"index\":0,\"embedding\":[1]}]}|the answer has 1 vectors for 2 texts",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}"
                        + "|the answer has a vector without an index from 0 to 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":-1,\"embedding\":[1]}]}"
                        + "|the answer has a vector without an index from 0 to 1",
                "{\"data\":[{\"index\":0.5,\"embedding\":[1]},{\"index\":1.5,\"embedding\":[1]}]}"
                        + "|the answer has a vector without an index from 0 to 1",
                "{\"data\":[{\"index\":18446744073709551616,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}"
                        + "|the answer has a vector without an index from 0 to 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"embedding\":[1]}]}"
                        + "|the answer has a vector without an index from 0 to 1",
                "{\"data\":[{\"index\":1,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}"
                        + "|the answer has two vectors with the index 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}"
                        + "|the answer has vectors of different sizes: 1 and 2 dimensions",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[]}]}"
                        + "|the answer has an empty vector",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[\"x\"]}]}"
                        + "|the answer has a vector with an element that is not a finite number",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1e39]}]}"
                        + "|the answer has a vector with an element that is not a finite number",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":\"AACAPw==\"}]}"
                        + "|the answer has a vector that is not a list of numbers",
                "{\"choices\":[]}|the answer has no list data with vectors"
            })
    void answerThatDoesNotFitIsAFailure(String answer) {
        String[] parts = answer.split("\\|");
        server.otherwise(Reply.json(parts[0]));

        Exchange exchange = ask(MODEL, List.of("a", "b"));

        assertThat(failure(exchange))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage(parts[1]);
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("a", "b"));
    }

    @Test
    void answerToAMapWithoutVectorsIsAFailure() {
        server.enqueue(Reply.completion("hi"), Reply.json("{\"object\":\"list\",\"data\":[]}"));

        assertThat(failure(ask(MODEL, Map.of("input", "a"))))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has no list data with vectors");
        assertThat(failure(ask(MODEL, Map.of("input", "a"))))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has no vectors");
    }

    @Test
    void noFurtherRequestIsSentAfterAFailureAndThoseThatRunAreCanceled() {
        server.otherwise(request -> inputs(request).contains("2")
                ? Reply.error(400, "1210", "no")
                : inputs(request).contains("0") ? Reply.raw().never() : vectors(request));

        Exchange exchange = ask(MODEL + "?maxInputs=1&maxParallelRequests=2", numbers(100));

        assertThat(failure(exchange)).isExactlyInstanceOf(Glm4RequestException.class);
        assertThat(server.requests()).hasSize(3);
        RecordedRequest first = server.requests().stream()
                .filter(request -> inputs(request).contains("0"))
                .findFirst()
                .orElseThrow();
        assertThat(first.connectionClosed()).succeedsWithin(SOON);
        await().atMost(SOON).until(() -> glm4Client().inFlight() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:redelivered", "direct:fallback"})
    void iteratorIsReadAgainFromItsFirstElement(String route) {
        server.enqueue(answer(
                        List.of(
                                Map.of("index", 0, "embedding", List.of(0, 0.5)),
                                Map.of("index", 1, "embedding", List.of(1, 0.5))),
                        2))
                .enqueue(Reply.error(500, "1234", "no"))
                .otherwise(EmbeddingTestSupport::vectors);
        Iterator<String> texts = numbers(20).iterator();

        Exchange exchange = embedded(route, texts);

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(20).startsWith(vector(0), vector(1));
        assertThat(exchange.getMessage().getHeader("CamelGlm4EmbeddingText")).isEqualTo(numbers(20));
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", " "})
    void iteratorHasAllElementsAfterAFailure(String second) {
        server.otherwise(Reply.error(400, "1210", "no"));
        List<String> texts = List.of("0", second, "2");

        Exchange exchange = ask(MODEL, texts.iterator());

        assertThat(failure(exchange)).isExactlyInstanceOf(Glm4RequestException.class);
        Iterator<?> body = exchange.getMessage().getBody(Iterator.class);
        assertThat(body).toIterable().isEqualTo(texts);
        String message = failure(exchange).getMessage();
        exchange.setException(null);
        template.send(MODEL, exchange);
        assertThat(failure(exchange)).hasMessage(message);
        assertThat(exchange.getMessage().getBody()).as("after one more failure").isSameAs(body);
    }

    @Test
    void iteratorThatThrowsFailsTheExchange() {
        server.otherwise(EmbeddingTestSupport::vectors);
        Iterator<String> texts = Stream.iterate(0, i -> i + 1)
                .map(i -> {
                    if (i == 50) {
                        throw new IllegalStateException("the database is gone");
                    }
                    return String.valueOf(i);
                })
                .iterator();

        Exchange exchange = ask(MODEL + "?maxInputs=2", texts);

        assertThat(failure(exchange)).isInstanceOf(IllegalStateException.class).hasMessage("the database is gone");
        await().atMost(SOON).until(() -> glm4Client().inFlight() == 0);
    }

    @Test
    void blankTextOfAnIteratorFailsTheExchange() {
        server.otherwise(EmbeddingTestSupport::vectors);
        Iterator<String> texts =
                Stream.concat(numbers(0, 50), Stream.of(" ", "51")).iterator();

        Exchange exchange = ask(MODEL + "?maxInputs=2", texts);

        assertThat(failure(exchange))
                .isExactlyInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("element 51 of the body is blank");
    }

    @Test
    void callerThatIsGoneEndsTheCall() {
        server.otherwise(Reply.raw().never());
        CompletableFuture<Void> gone = new CompletableFuture<>();

        CompletableFuture<Exchange> exchange = template.asyncSend(MODEL, asked -> {
            asked.getMessage().setBody("7");
            asked.setProperty("CamelGlm4CallerGone", new CallerCancellation(gone, null));
        });
        RecordedRequest request = server.takeRequest(SOON);
        gone.complete(null);

        assertThat(exchange)
                .succeedsWithin(SOON)
                .satisfies(failed -> assertThat(failure(failed)).isExactlyInstanceOf(Glm4ConnectionException.class));
        assertThat(request.connectionClosed()).succeedsWithin(SOON);
    }

    @Test
    void exchangeHasAnExceptionEvenIfMemoryIsLow() throws Exception {
        server.otherwise(Reply.error(400, "1210", "no"));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("7");
        Exchange low = (Exchange) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Exchange.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setException")
                            && !((Throwable) arguments[0]).getMessage().contains("not enough memory")) {
                        throw new OutOfMemoryError("for a test");
                    }
                    return method.invoke(exchange, arguments);
                });
        AsyncProducer producer = context.getEndpoint(MODEL).createAsyncProducer();
        producer.start();

        CompletableFuture<Boolean> done = new CompletableFuture<>();
        producer.process(low, done::complete);

        assertThat(done).succeedsWithin(SOON);
        assertThat(exchange.getException()).isInstanceOf(Glm4Exception.class);
    }

    @Test
    void retriesAreThoseOfGlm4() {
        server.enqueue(Reply.error(429, "1302", "slow down"), Reply.error(503, "1305", "busy"))
                .otherwise(EmbeddingTestSupport::vectors);

        Exchange exchange = embedded(MODEL, "7");

        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(3);
    }

    @Test
    void vectorsOfDifferentSizesInOneAnswerEndTheRequests() {
        server.otherwise(Reply.json("{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}"));

        Exchange exchange = ask(MODEL + "?maxInputs=2&maxParallelRequests=1&maxRetries=0", List.of("a", "b", "c", "d"));

        assertThat(failure(exchange)).hasMessage("the answer has vectors of different sizes: 1 and 2 dimensions");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void vectorsOfTwoAnswersHaveTheSameSize() {
        server.otherwise(request -> Reply.json(
                inputs(request).contains("a")
                        ? "{\"data\":[{\"index\":0,\"embedding\":[1]}]}"
                        : "{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}"));

        Exchange exchange = ask(MODEL + "?maxInputs=1", List.of("a", "b"));

        assertThat(failure(exchange))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has vectors of different sizes: 1 and 2 dimensions")
                .extracting(failure -> ((Glm4Exception) failure).getAttempts())
                .isEqualTo(2);
    }
}
