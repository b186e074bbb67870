package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.RecordedRequest;
import org.apache.camel.Exchange;

/** Base of tests of failing calls: the state of the exchange, and what the server received. */
public abstract class FailureTestSupport extends Glm4TestSupport {

    protected static final String MODEL = "glm4:GLM-4-Air";

    /** Sends a request and returns the failure, which must have exactly this class, not a subclass. */
    protected <T extends Glm4Exception> T failureOf(String uri, Class<T> type) {
        return failureIn(ask(uri, "hello"), type);
    }

    protected static <T extends Glm4Exception> T failureIn(Exchange exchange, Class<T> type) {
        Throwable failure = failure(exchange);
        assertThat(failure).isExactlyInstanceOf(type);
        assertThat(exchange.getMessage().getBody()).as("body after the failure").isEqualTo("hello");
        return type.cast(failure);
    }

    /** Asserts that the server sees the close of the connection of the first request. */
    protected void assertFirstConnectionClosed() {
        RecordedRequest first = server.requests().get(0);
        assertThat(first.connectionClosed()).as("close of the connection").succeedsWithin(SOON);
    }
}
