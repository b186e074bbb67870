package io.github.camelglm4.telemetry;

import io.github.camelglm4.options.TelemetryOptions;
import io.github.camelglm4.watch.CallListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the listeners of calls. Classes of libraries that the application does not have are not loaded. */
public final class CallListeners {

    private static final Logger LOG = LoggerFactory.getLogger(CallListeners.class);

    private CallListeners() {}

    /** Returns the factories of listeners. Call it when the registry is complete. */
    public static List<CallListener.Factory> of(CamelContext context, TelemetryOptions options) {
        List<CallListener.Factory> factories = new ArrayList<>();
        add(
                factories,
                context,
                "io.micrometer.core.instrument.MeterRegistry",
                () -> CallMeters.of(context, options.isTelemetrySystem()));
        add(
                factories,
                context,
                "io.opentelemetry.api.OpenTelemetry",
                () -> CallSpans.of(context, options.isTelemetrySystem(), options.isTelemetryContent()));
        return factories;
    }

    private static void add(
            List<CallListener.Factory> factories,
            CamelContext context,
            String library,
            Supplier<CallListener.Factory> factory) {
        if (context.getClassResolver().resolveClass(library) == null) {
            return;
        }
        try {
            CallListener.Factory made = factory.get();
            if (made != null) {
                factories.add(made);
            }
        } catch (LinkageError e) {
            // the library may be only a transitive dependency, so this is not an error
            LOG.warn("Calls are not reported to {}: its version is too old, or it is incomplete", library, e);
        }
    }
}
