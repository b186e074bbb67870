package io.github.camelglm4.binding.served;

import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultConsumer;

/** The unit of work of an exchange if the consumer begins and ends it, instead of the route. */
public final class ConsumerUnitOfWork {

    private ConsumerUnitOfWork() {}

    /**
     * Begins the unit of work. A pooled exchange still has the one of its last use: if the route began it, the route
     * would end it with its last step, and the consumer would end it again.
     */
    public static void begin(DefaultConsumer consumer, Exchange exchange) throws Exception {
        UnitOfWork used = exchange.getUnitOfWork();
        if (used == null) {
            consumer.createUoW(exchange);
        } else {
            used.onPrepare(exchange);
        }
    }
}
