package io.github.camelglm4.service;

import io.github.camelglm4.options.ApiKeyOption;
import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.options.ServiceOptions;
import io.github.camelglm4.options.TimeoutOptions;
import io.github.camelglm4.options.TransportOptions;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;

/**
 * An endpoint that calls a service. It has a field for its {@link CallOptions}, which begin with
 * {@link ServiceComponent#calls()}:
 *
 * <pre>{@code
 * @UriParam
 * private final CallOptions calls;
 * }</pre>
 *
 * <p>The label {@code producer} at this field says that these options are only for producers. The generated code sets
 * the options by the getters of this interface.
 */
public interface ServiceEndpoint extends Endpoint, AsyncEndpoint, EndpointServiceLocation {

    CallOptions getCalls();

    ServiceComponent getComponent();

    /** The path of the URI: the name of a model, or of what the scheme is about. */
    String name();

    /** The model of all requests; null if each message names its own, or if requests call no model. */
    String fixedModel();

    /** The scheme, whatever the name of the component is. */
    default String scheme() {
        return getClass().getAnnotation(UriEndpoint.class).scheme();
    }

    default ServiceOptions getService() {
        return getCalls().service();
    }

    default TimeoutOptions getTimeouts() {
        return getCalls().timeouts();
    }

    default TransportOptions getTransport() {
        return getCalls().transport();
    }

    default RetryOptions getRetry() {
        return getCalls().retry();
    }

    default ConcurrencyOptions getConcurrency() {
        return getCalls().concurrency();
    }

    @Override
    default String getServiceUrl() {
        return ApiKeyOption.baseUrl(getService(), System::getenv);
    }

    @Override
    default String getServiceProtocol() {
        return "http";
    }
}
