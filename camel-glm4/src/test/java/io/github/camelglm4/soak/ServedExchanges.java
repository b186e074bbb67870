package io.github.camelglm4.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Counts the exchanges that begin in some routes, and their ends. */
final class ServedExchanges extends EventNotifierSupport {

    private final Set<String> routes;
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    ServedExchanges(String... routes) {
        this.routes = Set.of(routes);
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        AtomicLong count = count(event);
        if (count != null
                && event instanceof CamelEvent.ExchangeEvent of
                && routes.contains(String.valueOf(of.getExchange().getFromRouteId()))) {
            count.incrementAndGet();
        }
    }

    private AtomicLong count(CamelEvent event) {
        return switch (event.getType()) {
            case ExchangeCreated -> created;
            case ExchangeCompleted -> completed;
            case ExchangeFailed -> failed;
            default -> null;
        };
    }

    void assertEachEndedOnce() {
        assertThat(created.get()).isPositive();
        assertThat(completed.get() + failed.get()).isEqualTo(created.get());
    }

    @Override
    public String toString() {
        return created + " created, " + completed + " completed, " + failed + " failed";
    }
}
