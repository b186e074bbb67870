package io.github.camelglm4.telemetry;

import io.github.camelglm4.config.TelemetryOptions;
import io.github.camelglm4.watch.CallView;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/** Who watches calls, by what the application has: the classes of libraries that are not there are not loaded. */
public final class CallViews {

    private CallViews() {}

    /** Looks into the registry; to be called when that is complete. */
    public static List<CallView> of(CamelContext context, TelemetryOptions options) {
        List<CallView> views = new ArrayList<>();
        if (isThere(context, "io.micrometer.core.instrument.MeterRegistry")) {
            add(views, CallMeters.of(context, options.isTelemetrySystem()));
        }
        if (isThere(context, "io.opentelemetry.api.OpenTelemetry")) {
            add(views, CallSpans.of(context, options.isTelemetrySystem(), options.isTelemetryContent()));
        }
        return views;
    }

    private static void add(List<CallView> views, CallView view) {
        if (view != null) {
            views.add(view);
        }
    }

    private static boolean isThere(CamelContext context, String library) {
        return context.getClassResolver().resolveClass(library) != null;
    }
}
