package io.github.camelglm4;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * The value of {@link Glm4Properties#CALLER_GONE}. Not the future itself: Camel's tracers and debuggers convert the
 * properties of an exchange to text, and Camel waits for a future to convert it.
 *
 * @param future completed when nobody waits for the outcome of the exchange any more; never waited for
 */
public record CallerGone(CompletableFuture<?> future) {

    /** The future that an exchange has, or null. */
    public static CompletableFuture<?> of(Exchange exchange) {
        // as it is: to convert another value, Camel might wait for it
        return exchange.getProperty(Glm4Properties.CALLER_GONE) instanceof CallerGone gone ? gone.future() : null;
    }

    @Override
    public String toString() {
        return String.valueOf(future.isDone());
    }
}
