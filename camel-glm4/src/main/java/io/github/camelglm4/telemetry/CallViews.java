package io.github.camelglm4.telemetry;

import io.github.camelglm4.options.TelemetryOptions;
import io.github.camelglm4.watch.CallView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who watches calls, by what the application has: the classes of libraries that are not there are not loaded. */
public final class CallViews {

    private static final Logger LOG = LoggerFactory.getLogger(CallViews.class);

    private CallViews() {}

    /** Looks into the registry; to be called when that is complete. */
    public static List<CallView> of(CamelContext context, TelemetryOptions options) {
        List<CallView> views = new ArrayList<>();
        add(
                views,
                context,
                "io.micrometer.core.instrument.MeterRegistry",
                () -> CallMeters.of(context, options.isTelemetrySystem()));
        add(
                views,
                context,
                "io.opentelemetry.api.OpenTelemetry",
                () -> CallSpans.of(context, options.isTelemetrySystem(), options.isTelemetryContent()));
        return views;
    }

    private static void add(List<CallView> views, CamelContext context, String library, Supplier<CallView> view) {
        if (context.getClassResolver().resolveClass(library) == null) {
            return;
        }
        try {
            CallView made = view.get();
            if (made != null) {
                views.add(made);
            }
        } catch (LinkageError e) {
            // there by way of something else perhaps, and nobody asked for it
            LOG.warn("Calls are not told to {}: its version is too old, or it is not there as a whole", library, e);
        }
    }
}
