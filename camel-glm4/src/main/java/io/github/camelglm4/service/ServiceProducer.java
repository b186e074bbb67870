package io.github.camelglm4.service;

import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * A producer that calls a service. The options of its endpoint are read and checked at each start; the gate of its
 * model and its health check are held until the next stop.
 *
 * @param <S> what a start reads from the options, for all exchanges until the next stop
 */
public abstract class ServiceProducer<S> extends DefaultAsyncProducer implements RouteIdAware {

    private final ServiceEndpoint endpoint;
    /** The setup of the current start; null if a cache or a route stopped the producer just before its use. */
    protected volatile S started;

    private String routeId;
    private Runnable end;

    protected ServiceProducer(ServiceEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * Reads the options of the endpoint.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    protected abstract S read(ServiceCalls calls) throws Exception;

    /**
     * Called once for each start, when the producer stops or when its start fails: exchanges may still use the setup.
     */
    protected void stopped(S setup) {}

    /** Reads the options for exchanges that arrive after a stop. */
    protected final S read() throws Exception {
        return read(new ServiceCalls(endpoint));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        OptionReport.report(endpoint, true);
        ServiceCalls calls = new ServiceCalls(endpoint);
        S next = read(calls);
        try {
            end = calls.start(routeId);
        } catch (RuntimeException e) {
            stopped(next);
            throw e;
        }
        started = next;
    }

    @Override
    protected void doStop() throws Exception {
        S last = started;
        started = null;
        if (last != null) {
            end.run();
            stopped(last);
        }
        super.doStop();
    }

    @Override
    public String getRouteId() {
        return routeId;
    }

    @Override
    public void setRouteId(String routeId) {
        this.routeId = routeId;
    }
}
