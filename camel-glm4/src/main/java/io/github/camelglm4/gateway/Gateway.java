package io.github.camelglm4.gateway;

import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.serving.Metering;
import io.github.camelglm4.telemetry.CallListeners;
import io.github.camelglm4.telemetry.ServerMeters;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.CallerDirectory;
import io.github.camelglm4.usage.InMemoryUsageStore;
import io.github.camelglm4.usage.KnownCallers;
import io.github.camelglm4.usage.LimitMode;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageListener;
import io.github.camelglm4.usage.UsageStore;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * What all servers of a component know of callers, limits and reports: the options, read when the first route is
 * served. Closed with the component.
 */
public final class Gateway implements AutoCloseable {

    /** Tests set another one. */
    static volatile Clock clockOfNewGateways = Clock.systemUTC();

    private final ServerMeters meters;
    private final RecordSender records;
    private final UsageLimiter limiter;
    private final CallerDirectory callers;
    private final CallerReload reload;
    private final Metering metering;

    /**
     * @param executor reads files, calls stores, and sends records
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    public Gateway(CamelContext context, GatewayOptions options, Vertx vertx, Executor executor) {
        Clock clock = clockOfNewGateways;
        meters = CallListeners.serverMeters(context);
        limiter = limiter(options, clock, executor);
        records = Check.isSet(options.getServerUsageTo())
                ? new RecordSender(context, options.getServerUsageTo(), executor)
                : null;
        callers = options.getServerCallers() == null ? null : new CallerDirectory(clock);
        reload = callers == null ? null : reload(context, options.getServerCallers(), vertx, executor);
        metering = new Metering(
                limiter,
                Stream.<UsageListener>of(meters, records)
                        .filter(Objects::nonNull)
                        .toList(),
                clock);
    }

    /** Returns null if nothing is limited. */
    private UsageLimiter limiter(GatewayOptions options, Clock clock, Executor executor) {
        Check.oneOf("serverLimits", options.getServerLimits(), "enforce", "observe", "off");
        Check.oneOf("serverLimitsWhenStoreFails", options.getServerLimitsWhenStoreFails(), "allow", "refuse");
        LimitMode mode = LimitMode.valueOf(options.getServerLimits().toUpperCase(Locale.ROOT));
        UsageStore store = store(options.getServerUsageStore());
        if (options.getServerCallers() == null || mode == LimitMode.OFF) {
            return null;
        }
        boolean allow = options.getServerLimitsWhenStoreFails().equals("allow");
        // memory answers at once, on an event loop too
        Executor charging = store instanceof InMemoryUsageStore ? Runnable::run : executor;
        return new UsageLimiter(store, mode, allow, clock, charging, this::storeFailed);
    }

    private CallerReload reload(CamelContext context, Object option, Vertx vertx, Executor executor) {
        try {
            return new CallerReload(CallerSource.of(context, option), callers, vertx, executor, this::retain);
        } catch (RuntimeException e) {
            closeRecords();
            throw e;
        }
    }

    private void retain(Collection<Caller> all) {
        if (limiter != null) {
            limiter.retain(all);
        }
        if (meters != null) {
            meters.retain(all);
        }
    }

    private static UsageStore store(Object option) {
        if (option == null) {
            return new InMemoryUsageStore();
        }
        if (option instanceof UsageStore store) {
            return store;
        }
        throw new IllegalArgumentException("serverUsageStore must be #bean:name of a UsageStore, but is "
                + (option instanceof String text ? text : option.getClass().getName()));
    }

    private void storeFailed() {
        if (meters != null) {
            meters.usageStoreFailed();
        }
    }

    /** The callers of the option {@code serverCallers}; null if it is not set. */
    public KnownCallers callers() {
        return callers;
    }

    /** All callers of the option {@code serverCallers}, as they were read last; empty if it is not set. */
    public List<Caller> allCallers() {
        return callers == null ? List.of() : callers.callers();
    }

    /** How calls are limited and reported. */
    public Metering metering() {
        return metering;
    }

    @Override
    public void close() {
        if (reload != null) {
            reload.close();
        }
        if (limiter != null) {
            limiter.logUncharged();
        }
        closeRecords();
    }

    private void closeRecords() {
        if (records != null) {
            records.close();
        }
    }
}
