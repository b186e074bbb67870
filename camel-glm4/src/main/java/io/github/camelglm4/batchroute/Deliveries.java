package io.github.camelglm4.batchroute;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Route;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * The consumers of a Camel context, and what outlives them: the restart of a route creates another consumer.
 * Thread-safe.
 */
final class Deliveries {

    private final Set<Glm4BatchConsumer> started = ConcurrentHashMap.newKeySet();
    private final Map<String, FailedExchanges> failedExchanges = new ConcurrentHashMap<>();

    /** Has room for all keys. By default, Camel's repository keeps 1,000: other lines would be delivered again. */
    private final IdempotentRepository memory =
            MemoryIdempotentRepository.memoryIdempotentRepository(new ConcurrentHashMap<>());

    void add(Glm4BatchConsumer consumer) {
        started.add(consumer);
    }

    void remove(Glm4BatchConsumer consumer) {
        started.remove(consumer);
    }

    /** Returns the batches in work of all started consumers. */
    List<BatchProgress> inWork() {
        return started.stream().flatMap(consumer -> consumer.inWork().stream()).toList();
    }

    /** The repository of endpoints without one. */
    IdempotentRepository memory() {
        return memory;
    }

    /**
     * Returns the way to the error handler of a route. Must be called when a consumer gets its route: later, Camel
     * forgets how the error handler is created.
     *
     * @param processor the steps of the route
     */
    FailedExchanges failedExchanges(Route route, AsyncProcessor processor) {
        return failedExchanges.compute(
                route.getRouteId(),
                (id, known) -> known == null || route.getErrorHandlerFactory() != null
                        ? FailedExchanges.of(route, processor)
                        : known);
    }
}
