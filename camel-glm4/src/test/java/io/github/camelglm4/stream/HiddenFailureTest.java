package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RecordedRequest;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If Camel hides that a stream will not be read, abandonTimeout ends its request. */
class HiddenFailureTest extends StreamTestSupport {

    private static final String FORGOTTEN = STREAMED + "&abandonTimeout=300";
    private static final AggregationStrategy KEEP_THE_ORIGINAL = (original, answer) -> original;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:circuitBreaker")
                        .circuitBreaker()
                        .to(FORGOTTEN)
                        .throwException(new IllegalStateException("after the stream began"))
                        .onFallback()
                        .setBody(constant("sorry"))
                        .end();
                from("direct:enrich").enrich(FORGOTTEN, KEEP_THE_ORIGINAL);
                from("direct:multicast")
                        .multicast(KEEP_THE_ORIGINAL)
                        .to(FORGOTTEN)
                        .end();
                from("direct:seda")
                        .to(FORGOTTEN)
                        .to("seda:full?size=1&discardWhenFull=true&waitForTaskToComplete=Never")
                        .setBody(constant("handed over"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"circuitBreaker", "enrich", "multicast", "seda"})
    void streamIsGivenUp(String route) {
        server.enqueue(begun("Hello", " world"), begun("Hello", " world"));
        // the queue without a consumer holds the first message, and discards the second
        Exchange first = ask("direct:" + route, "hi", Map.of());
        Exchange second = ask("direct:" + route, "hi", Map.of());

        assertThat(first.getException()).isNull();
        assertThat(second.getException()).isNull();
        for (RecordedRequest request : server.requests()) {
            assertThat(request.connectionClosed()).as(route).succeedsWithin(SOON);
        }
        assertThat(server.requests()).hasSize(2);
    }
}
