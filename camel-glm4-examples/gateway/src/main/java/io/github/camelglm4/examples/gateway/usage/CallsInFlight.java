package io.github.camelglm4.examples.gateway.usage;

import io.github.camelglm4.Glm4Endpoint;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownAware;

/** Counts the calls of each served model that this node is answering at the moment. */
final class CallsInFlight {

    /** The calls of a model; the model {@code *} stands for all other names. */
    record ModelCalls(String model, int requests) {}

    private CallsInFlight() {}

    /**
     * Asks the consumers: their calls last until the last byte of a stream. Camel's inflight repository counts the
     * exchanges of a route only until the route ends, where a stream begins.
     */
    static List<ModelCalls> of(CamelContext context) {
        return context.getRoutes().stream()
                .filter(CallsInFlight::isServed)
                .map(CallsInFlight::calls)
                .sorted(Comparator.comparing(ModelCalls::model))
                .toList();
    }

    private static boolean isServed(Route route) {
        return route.getEndpoint() instanceof Glm4Endpoint && route.getConsumer() instanceof ShutdownAware;
    }

    private static ModelCalls calls(Route route) {
        ShutdownAware consumer = (ShutdownAware) route.getConsumer();
        return new ModelCalls(((Glm4Endpoint) route.getEndpoint()).getModel(), consumer.getPendingExchangesSize());
    }
}
