package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.RecordedRequest;
import org.apache.camel.Exchange;

/** For tests of calls that fail: what the exchange carries then, and what the server saw of it. */
public abstract class FailureTestSupport extends Glm4TestSupport {

    protected static final String MODEL = "glm4:GLM-4-Air";

    /** Asks, and returns the failure; one of that class exactly, for a subclass would be another verdict. */
    protected <T extends Glm4Exception> T failureOf(String uri, Class<T> type) {
        return failureIn(ask(uri, "hello"), type);
    }

    protected static <T extends Glm4Exception> T failureIn(Exchange exchange, Class<T> type) {
        Throwable failure = failure(exchange);
        assertThat(failure).isExactlyInstanceOf(type);
        assertThat(exchange.getMessage().getBody()).as("body after the failure").isEqualTo("hello");
        return type.cast(failure);
    }

    /** The connection on which the first request came is closed, as the server sees it. */
    protected void assertFirstConnectionClosed() {
        RecordedRequest first = server.requests().get(0);
        assertThat(first.connectionClosed()).as("close of the connection").succeedsWithin(SOON);
    }
}
