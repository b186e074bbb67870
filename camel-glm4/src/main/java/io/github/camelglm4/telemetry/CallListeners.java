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

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private CallListeners() {}

    /** Returns the factories of listeners. Call it when the registry is complete. */
    public static List<CallListener.Factory> of(CamelContext context, TelemetryOptions options) {
        List<CallListener.Factory> factories = new ArrayList<>();
        add(factories, context, MICROMETER, () -> CallMeters.of(context, options.isTelemetrySystem()));
        add(
                factories,
                context,
                "io.opentelemetry.api.OpenTelemetry",
                () -> CallSpans.of(context, options.isTelemetrySystem(), options.isTelemetryContent()));
        return factories;
    }

    /** Returns the meters of served calls; null if the application has no registry of meters. */
    public static ServerMeters serverMeters(CamelContext context) {
        return withLibrary(context, MICROMETER, () -> ServedCallMeters.of(context));
    }

    private static void add(
            List<CallListener.Factory> factories,
            CamelContext context,
            String library,
            Supplier<CallListener.Factory> factory) {
        CallListener.Factory made = withLibrary(context, library, factory);
        if (made != null) {
            factories.add(made);
        }
    }

    private static <T> T withLibrary(CamelContext context, String library, Supplier<T> listener) {
        if (context.getClassResolver().resolveClass(library) == null) {
            return null;
        }
        try {
            return listener.get();
        } catch (LinkageError e) {
            // the library may be only a transitive dependency, so this is not an error
            LOG.warn("Calls are not reported to {}: its version is too old, or it is incomplete", library, e);
            return null;
        }
    }
}
