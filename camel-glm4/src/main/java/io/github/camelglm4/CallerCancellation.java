package io.github.camelglm4;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The value of {@link Glm4Properties#CALLER_GONE}: a future in a wrapper, because Camel's tracers and debuggers convert
 * the properties of an exchange to text, and would wait for the future.
 *
 * <p>Camel copies properties into every exchange that is created from another one: into those it waits for, such as the
 * parts of a split, and into those that are handed off, such as the one of a wire tap. Therefore the value contains the
 * ID of the exchange on which it was set, and has an effect only where the caller waits.
 *
 * <p>Read it with {@code instanceof}, not with a conversion: to convert another value, Camel might wait for it.
 *
 * @param future completed when the result of the exchange is no longer needed; never waited for
 * @param exchangeId ID of the exchange that the caller waits for; null for any exchange with this property
 */
public record CallerCancellation(CompletableFuture<?> future, String exchangeId) {

    /** Returns the future if the caller waits for the exchange, otherwise null. */
    public CompletableFuture<?> futureFor(Exchange exchange) {
        return waitsFor(exchange) ? future : null;
    }

    private boolean waitsFor(Exchange exchange) {
        if (exchangeId == null || exchangeId.equals(exchange.getExchangeId())) {
            return true;
        }
        // a copy of a copy may be handed off: an answer that is not needed is better than a lost one
        boolean copy = exchangeId.equals(exchange.getProperty(ExchangePropertyKey.CORRELATION_ID));
        return copy && !isHandedOff(exchange);
    }

    /** Wire taps, seda without a reply and onCompletion use the pattern InOnly; an aggregated exchange has a size. */
    private static boolean isHandedOff(Exchange exchange) {
        return !exchange.getPattern().isOutCapable()
                || exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE) != null;
    }

    @Override
    public String toString() {
        return String.valueOf(future.isDone());
    }
}
