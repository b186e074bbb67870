package io.github.camelglm4.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body can be read again after a failure, with the same content. */
class RedeliveredBodyTest extends MessageTestSupport {

    private static final String TEXT = "第一个问题，".repeat(20_000);

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Glm4Exception.class).maximumRedeliveries(1).redeliveryDelay(0);
                // the component does not retry this code, so the second request is a redelivery of Camel
                from("direct:cached").streamCache("true").to(MODEL);
                from("direct:uncached").streamCache("false").to(MODEL);
                from("direct:fallback")
                        .streamCache("false")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .to(MODEL)
                        .doCatch(Glm4RequestException.class)
                        .to("glm4:GLM-4-Flash")
                        .end();
            }
        };
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("bodies")
    void theSecondRequestCarriesTheSameBody(String route, String kind, Object body) {
        server.enqueue(Reply.error(400, "1210", "no"));

        Exchange exchange = ask(route, body);

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("ok");
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.json()).containsEntry("messages", userSays(TEXT)));
    }

    static Stream<Arguments> bodies() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        Stream<Arguments> all = Stream.of("direct:cached", "direct:uncached", "direct:fallback")
                .flatMap(route -> Stream.of(
                        Arguments.of(route, "String", TEXT),
                        Arguments.of(route, "bytes", bytes),
                        Arguments.of(route, "InputStream", new ByteArrayInputStream(bytes)),
                        Arguments.of(route, "Reader", new StringReader(TEXT)),
                        Arguments.of(route, "BufferedInputStream", new BufferedInputStream(oneWayStream(bytes)))));
        // not for a redelivery without stream caching: Camel reuses the consumed stream
        Stream<Arguments> oneWay = Stream.of("direct:cached", "direct:fallback")
                .flatMap(route -> Stream.of(
                        Arguments.of(route, "InputStream that cannot go back", oneWayStream(bytes)),
                        Arguments.of(route, "Reader that cannot go back", oneWayReader(bytes)),
                        Arguments.of(route, "BufferedReader", new BufferedReader(oneWayReader(bytes)))));
        return Stream.concat(all, oneWay);
    }

    /** A stream that cannot be reset, like that of a socket. */
    private static InputStream oneWayStream(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), InputStream.nullInputStream());
    }

    private static Reader oneWayReader(byte[] bytes) {
        return new InputStreamReader(new ByteArrayInputStream(bytes), UTF_8);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("bodies")
    void afterTheLastFailureTheBodyCanStillBeRead(String route, String kind, Object body) {
        server.otherwise(Reply.error(400, "1210", "no"));

        Exchange exchange = ask(route, body);

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        List<RecordedRequest> requests = server.requests();
        assertThat(requests).hasSize(2);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(TEXT);
    }
}
