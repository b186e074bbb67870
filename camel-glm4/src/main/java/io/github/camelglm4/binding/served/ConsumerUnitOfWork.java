package io.github.camelglm4.binding.served;

import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultConsumer;

/** The unit of work of an exchange that its consumer begins and ends, and not its route. */
public final class ConsumerUnitOfWork {

    private ConsumerUnitOfWork() {}

    /**
     * Begins it. A pooled exchange brings the one of its last use along: begun by the route, it would be done with the
     * route's last step, and once more by the consumer.
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
