package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.FailureKind;
import io.github.camelglm4.error.Glm4Exception;
import org.apache.camel.Exchange;

/** Puts a failure into an exchange, with the properties that Camel's own AI components set too. */
final class FailureBinding {

    private FailureBinding() {}

    /** Fails the exchange; body and headers stay as they were. */
    static void bind(Exchange exchange, Throwable failure) {
        clear(exchange);
        exchange.setException(failure);
        exchange.setProperty(
                Glm4Properties.ERROR_CATEGORY, FailureKind.of(failure).category());
        if (failure instanceof Glm4Exception glm4 && glm4.getRetryAfter() != null) {
            exchange.setProperty(
                    Glm4Properties.RETRY_AFTER_MILLIS, glm4.getRetryAfter().toMillis());
        }
    }

    /** Takes away what the failure of an earlier call left. */
    static void clear(Exchange exchange) {
        exchange.removeProperty(Glm4Properties.ERROR_CATEGORY);
        exchange.removeProperty(Glm4Properties.RETRY_AFTER_MILLIS);
    }
}
