package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options of all endpoints that call a service, in groups.
 *
 * @param service address and authentication
 * @param timeouts timeouts of a request
 * @param transport size limit, TLS and proxy
 * @param retry retries
 * @param concurrency the limit of concurrent requests
 */
@UriParams
public record CallOptions(
        @UriParam ServiceOptions service,
        @UriParam TimeoutOptions timeouts,
        @UriParam TransportOptions transport,
        @UriParam RetryOptions retry,
        @UriParam ConcurrencyOptions concurrency) {

    /** Returns an independent copy. */
    public CallOptions copy() {
        return new CallOptions(service.copy(), timeouts.copy(), transport.copy(), retry.copy(), concurrency.copy());
    }

    /** Returns a copy of the defaults, with the options that were set here. */
    public CallOptions over(CallOptions defaults) {
        return new CallOptions(
                service.over(defaults.service),
                timeouts.over(defaults.timeouts),
                transport.over(defaults.transport),
                retry.over(defaults.retry),
                concurrency.over(defaults.concurrency));
    }
}
