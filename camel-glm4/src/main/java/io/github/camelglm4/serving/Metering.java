package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageLimits;
import io.github.camelglm4.usage.UsageListener;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.List;

/**
 * How calls are limited and reported.
 *
 * @param limiter or null if nothing is limited
 * @param listeners called for each call; empty for none
 */
public record Metering(UsageLimiter limiter, List<UsageListener> listeners, Clock clock) {

    /** Limits nothing and reports nothing. */
    public static final Metering NONE = new Metering(null, List.of(), Clock.systemUTC());

    public Metering {
        listeners = List.copyOf(listeners);
    }

    CallObserver begin(ServedOperation operation, HttpServerRequest request) {
        return limiter == null && listeners.isEmpty()
                ? CallObserver.NONE
                : new MeteredCall(this, operation, RequestHeaders.requestId(request));
    }

    /** The longest answer that the caller may request. */
    long maxTokens(Caller caller) {
        return limiter == null ? UsageLimits.NONE : limiter.maxTokens(caller);
    }
}
