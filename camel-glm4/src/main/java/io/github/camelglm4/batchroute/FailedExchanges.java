package io.github.camelglm4.batchroute;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Passes exchanges that have failed before their route to the error handler of the route. They are not redelivered, and
 * no step of the route runs. Thread-safe.
 *
 * <p>Camel's own bridge sends them through the route with a property. As of Camel 4.18, a step without error handler
 * runs nevertheless, and steps of other routes that {@code onException} calls do not. It is used only if the route has
 * no error handler factory any more: behind {@code master:}, which creates its consumer later than Camel its route.
 */
final class FailedExchanges extends AsyncProcessorSupport {

    /** The target of the error handler, which is called only if it does not yet handle the failure. */
    private static final Processor FAILING = new AsyncProcessorSupport() {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            exchange.getExchangeExtension().setRedeliveryExhausted(false);
            callback.done(true);
            return true;
        }

        @Override
        public String toString() {
            return "failed line of a batch";
        }
    };

    private final Route route;
    private final AsyncProcessor target;
    private final boolean bridged;

    private FailedExchanges(Route route, AsyncProcessor target, boolean bridged) {
        this.route = route;
        this.target = target;
        this.bridged = bridged;
    }

    /**
     * Must be called when the consumer gets its route: when the context has started, Camel forgets how error handlers
     * are created.
     *
     * @param processor the steps of the route
     */
    static FailedExchanges of(Route route, AsyncProcessor processor) {
        if (route.getErrorHandlerFactory() == null) {
            return new FailedExchanges(route, processor, true);
        }
        try {
            Processor handler =
                    route.getCamelContext().getCamelContextExtension().createErrorHandler(route, FAILING);
            return new FailedExchanges(route, AsyncProcessorConverterHelper.convert(handler), false);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** @param exchange has an exception, and a unit of work */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        // Camel's error handlers that can redeliver handle the failure at once, the others after FAILING
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        if (bridged) {
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, exchange.getException());
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            return target.process(exchange, callback);
        }
        InflightRepository inflight = exchange.getContext().getInflightRepository();
        inflight.add(exchange, route.getRouteId());
        exchange.getUnitOfWork().pushRoute(route);
        return target.process(exchange, doneSync -> {
            exchange.getUnitOfWork().popRoute();
            inflight.remove(exchange, route.getRouteId());
            callback.done(doneSync);
        });
    }

    @Override
    protected void doStart() {
        if (!bridged) {
            ServiceHelper.startService(target);
        }
    }

    @Override
    protected void doStop() {
        if (!bridged) {
            ServiceHelper.stopService(target);
        }
    }
}
