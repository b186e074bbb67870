package io.github.camelglm4.binding;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import java.util.Map;
import org.apache.camel.Exchange;

/** Puts a failure into an exchange, with the properties that Camel's own AI components set too. */
final class FailureBinding {

    private static final Map<Class<?>, String> CATEGORIES = Map.ofEntries(
            Map.entry(Glm4RateLimitException.class, "RATE_LIMIT"),
            Map.entry(Glm4QuotaException.class, "RATE_LIMIT"),
            Map.entry(Glm4OverloadedException.class, "RATE_LIMIT"),
            Map.entry(Glm4QueueFullException.class, "RATE_LIMIT"),
            Map.entry(Glm4AuthenticationException.class, "AUTH"),
            Map.entry(Glm4RequestException.class, "VALIDATION"),
            Map.entry(Glm4ContentFilterException.class, "VALIDATION"),
            Map.entry(Glm4ResponseException.class, "VALIDATION"),
            Map.entry(Glm4OutputException.class, "VALIDATION"),
            Map.entry(Glm4ServerException.class, "SERVER_ERROR"),
            Map.entry(Glm4TimeoutException.class, "SERVER_ERROR"),
            Map.entry(Glm4ConnectionException.class, "SERVER_ERROR"),
            Map.entry(Glm4TruncatedException.class, "SERVER_ERROR"));

    private FailureBinding() {}

    /** Fails the exchange; body and headers stay as they were. */
    static void bind(Exchange exchange, Throwable failure) {
        clear(exchange);
        exchange.setException(failure);
        exchange.setProperty(Glm4Properties.ERROR_CATEGORY, category(failure.getClass()));
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

    private static String category(Class<?> failure) {
        for (Class<?> type = failure; type != null; type = type.getSuperclass()) {
            String category = CATEGORIES.get(type);
            if (category != null) {
                return category;
            }
        }
        return "UNKNOWN";
    }
}
