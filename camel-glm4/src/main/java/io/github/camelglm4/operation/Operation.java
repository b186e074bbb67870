package io.github.camelglm4.operation;

import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * One operation of the service, with the options of an endpoint: what a scheme adds to the calls that all schemes make
 * in the same way. Immutable.
 *
 * @param path after the base URL, with a leading slash
 * @param name for metrics and spans: from OpenTelemetry's conventions for generative AI, if they have one
 * @param maxParallelRequests number of requests of one exchange that run at the same time, at least 1
 * @param requests reads the message of an exchange, but does not modify it, except that a stream is made readable
 *     again; throws a {@link io.github.camelglm4.error.Glm4RequestException} if the body or a header is invalid
 */
public record Operation(
        String path, String name, int maxParallelRequests, Function<Exchange, ExchangeRequests<?>> requests) {

    /** The number of parallel requests for operations without an option for it. */
    public static final int PARALLEL_REQUESTS = 4;
}
