package io.github.camelglm4.service;

import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.options.CheckedOptions;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.options.ServiceOptions;
import io.github.camelglm4.options.TimeoutOptions;
import io.github.camelglm4.options.TransportOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.HealthCheckComponent;

/**
 * A component whose endpoints call a service. Its options are the defaults of its endpoints; those that are not set
 * come from the component {@code glm4} of the context, which also owns what all endpoints share. The order in which the
 * two components are configured has no meaning: an endpoint reads their options when it is created.
 *
 * <p>A further scheme extends this class without an option of its own for keys, addresses, timeouts, retries or limits,
 * and its endpoints are {@link ServiceEndpoint}s.
 */
@Metadata(excludeProperties = "service,timeouts,transport,retry,concurrency")
public abstract class ServiceComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private static final String OWNER = "glm4";

    @Metadata
    private ServiceOptions service = new ServiceOptions();

    @Metadata
    private TimeoutOptions timeouts = new TimeoutOptions();

    @Metadata
    private TransportOptions transport = new TransportOptions();

    @Metadata
    private RetryOptions retry = new RetryOptions();

    @Metadata
    private ConcurrencyOptions concurrency = new ConcurrencyOptions();

    /** Registers secret options here, because Camel Main may log its properties before the component starts. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        super.setCamelContext(camelContext);
        SensitiveOptions.register(camelContext);
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedOptions.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return CheckedOptions.of(super.getEndpointPropertyConfigurer());
    }

    /** What the endpoints of all schemes share. */
    public SharedService shared() {
        return owner().shared();
    }

    /** Returns the options that a new endpoint begins with, as an independent copy. */
    public CallOptions calls() {
        return own().over(owner().own());
    }

    /** The component that owns what is shared, and whose options are the defaults of this one. */
    private ServiceComponent owner() {
        return getCamelContext().getComponent(OWNER, ServiceComponent.class);
    }

    /** The options of this component alone, not copied. */
    protected final CallOptions own() {
        return new CallOptions(service, timeouts, transport, retry, concurrency);
    }

    public ServiceOptions getService() {
        return service;
    }

    public void setService(ServiceOptions service) {
        this.service = service;
    }

    public TimeoutOptions getTimeouts() {
        return timeouts;
    }

    public void setTimeouts(TimeoutOptions timeouts) {
        this.timeouts = timeouts;
    }

    public TransportOptions getTransport() {
        return transport;
    }

    public void setTransport(TransportOptions transport) {
        this.transport = transport;
    }

    public RetryOptions getRetry() {
        return retry;
    }

    public void setRetry(RetryOptions retry) {
        this.retry = retry;
    }

    public ConcurrencyOptions getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(ConcurrencyOptions concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return transport.isUseGlobalSslContextParameters();
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        transport.setUseGlobalSslContextParameters(useGlobalSslContextParameters);
    }
}
