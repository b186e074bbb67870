package io.github.camelglm4;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The value of {@link Glm4Properties#CALLER_GONE}. Not the future itself: Camel's tracers and debuggers convert the
 * properties of an exchange to text, and Camel waits for a future to convert it.
 *
 * <p>Camel copies properties into every exchange that comes of another one: into those that it waits for, such as the
 * parts of a split, and into those that are handed off and go on by themselves, such as the one of a wire tap. So the
 * mark knows the exchange that it was set on, and counts only where the caller waits.
 *
 * @param future completed when nobody waits for the outcome of the exchange any more; never waited for
 * @param exchangeId the exchange that the caller waits for; null for any exchange that has the mark
 */
public record CallerCancellation(CompletableFuture<?> future, String exchangeId) {

    /** The future, if the caller waits for that exchange; otherwise null. */
    CompletableFuture<?> futureFor(Exchange exchange) {
        return waitsFor(exchange) ? future : null;
    }

    private boolean waitsFor(Exchange exchange) {
        if (exchangeId == null || exchangeId.equals(exchange.getExchangeId())) {
            return true;
        }
        // a copy of a copy may be of one that was handed off: to pay for its answer is better than to lose it
        boolean copy = exchangeId.equals(exchange.getProperty(ExchangePropertyKey.CORRELATION_ID));
        return copy && !isHandedOff(exchange);
    }

    /**
     * Wire taps, seda without a reply and onCompletion have the pattern InOnly; an aggregated exchange has its size.
     */
    private static boolean isHandedOff(Exchange exchange) {
        return !exchange.getPattern().isOutCapable()
                || exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE) != null;
    }

    @Override
    public String toString() {
        return String.valueOf(future.isDone());
    }
}
