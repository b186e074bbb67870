package io.github.camelglm4.binding.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.Reply;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An image can be read again: a redelivery and a fallback send the same image. */
class RedeliveredImageTest extends ImageTestSupport {

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
                        .to("glm4:glm-4.5v")
                        .end();
            }
        };
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("bodies")
    void theSecondRequestCarriesTheSameImage(String route, String kind, Object body) {
        server.enqueue(Reply.error(400, "1210", "no"));

        Exchange exchange = ask(route, body, asking(Exchange.CONTENT_TYPE, "image/png"));

        assertThat(failure(exchange)).isNull();
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.json()).containsEntry("messages", userShows("image/png")));
    }

    static Stream<Arguments> bodies() {
        Stream<Arguments> all = Stream.of("direct:cached", "direct:uncached", "direct:fallback")
                .flatMap(route -> Stream.of(
                        Arguments.of(route, "bytes", IMAGE),
                        Arguments.of(route, "stream", new ByteArrayInputStream(IMAGE)),
                        Arguments.of(route, "BufferedInputStream", new BufferedInputStream(oneWayStream())),
                        Arguments.of(route, "list of streams", List.of(new ByteArrayInputStream(IMAGE)))));
        // not for a redelivery without stream caching: Camel reuses the consumed stream
        return Stream.concat(
                all,
                Stream.of(
                        Arguments.of("direct:cached", "stream that cannot go back", oneWayStream()),
                        Arguments.of("direct:fallback", "stream that cannot go back", oneWayStream()),
                        Arguments.of("direct:fallback", "list of such", List.of(oneWayStream()))));
    }

    /** A stream that cannot be reset, like that of a socket. */
    private static InputStream oneWayStream() {
        return new SequenceInputStream(new ByteArrayInputStream(IMAGE), InputStream.nullInputStream());
    }
}
