package io.github.camelglm4.operation;

import java.util.List;
import org.apache.camel.Exchange;

/** One operation of the service, with the options of an endpoint, read and checked once at each start. Immutable. */
public interface Operation {

    /** The path after the base URL, with a leading slash. */
    String path();

    /** The name for metrics and spans: from OpenTelemetry's conventions for generative AI, if they have one. */
    String name();

    /** Number of requests of one exchange that run at the same time, at least 1. */
    int maxParallelRequests();

    /** The headers that only this operation sets. */
    List<String> headers();

    /**
     * Begins the work for an exchange, whose message is not modified, except that a stream is made readable again.
     *
     * @throws io.github.camelglm4.error.Glm4RequestException if the body or a header is invalid
     */
    Work<?> begin(Exchange exchange);
}
