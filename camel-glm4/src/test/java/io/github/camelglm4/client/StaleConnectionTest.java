package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If the server closes a pooled connection while it is reused, the call succeeds without a retry. */
class StaleConnectionTest extends FailureTestSupport {

    private static final Reply[] GONE = {Reply.raw().close(), Reply.raw().reset()};

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void requestOnAClosingConnectionGoesOutAgainWithoutCounting(int how) {
        server.enqueue(Reply.completion("one"), GONE[how], Reply.completion("two"));

        ask(MODEL, "hello");
        Exchange exchange = ask(MODEL + "?maxRetries=0", "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("two");
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(1);
        assertThat(server.requests()).extracting(RecordedRequest::connection).containsExactly(1, 1, 2);
    }

    @Test
    void aServerThatClosesAfterEachAnswerGoesUnnoticed() {
        server.otherwise(Reply.completion("fine").close());

        for (int call = 0; call < 10; call++) {
            Exchange exchange = ask(MODEL, "hello");

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
            assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(1);
        }
    }

    @Test
    void aServerThatClosesAfterEachStreamGoesUnnoticed() {
        server.otherwise(Reply.completionStream("fi", "ne").close());

        for (int call = 0; call < 4; call++) {
            Exchange exchange = ask(MODEL + "?stream=true&maxRetries=0", "hello");

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("fine");
            assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(1);
        }
    }

    @Test
    void resentRequestHasTheSameRequestId() {
        server.enqueue(Reply.completion("one"), GONE[0], Reply.completion("two"));

        ask(MODEL, "hello");
        ask(MODEL, "hello", Map.of("CamelGlm4RequestId", "order-1"));

        assertThat(server.requests().subList(1, 3))
                .extracting(request -> request.json().get("request_id"))
                .containsExactly("order-1", "order-1");
    }

    @Test
    void firstRequestOfAConnectionCounts() {
        server.otherwise(GONE[0]);

        assertThat(failureOf(MODEL + "?maxRetries=0", Glm4ConnectionException.class)
                        .getAttempts())
                .isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void goodConnectionIsUsedAgain() {
        server.otherwise(Reply.completion("fine"));

        for (int call = 0; call < 5; call++) {
            ask(MODEL, "hello");
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    /** A peer that lost power: it accepts bytes, or not even those, and sends nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&stream=true"})
    void aPeerThatIsGoneWithoutAWordCostsOneTimeoutAndItsConnection(String options) {
        server.enqueue(Reply.completion("one"), Reply.raw().never(), Reply.completion("three"));
        ask(MODEL, "hello");

        Glm4Exception failure = failureOf(MODEL + "?responseTimeout=200" + options, Glm4TimeoutException.class);

        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(ask(MODEL, "hello").getMessage().getBody()).isEqualTo("three");
        assertThat(server.requests()).extracting(RecordedRequest::connection).containsExactly(1, 1, 2);
        server.awaitOpenConnections(1, SOON);
    }
}
