package io.github.camelglm4.management;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.LastFailure;
import io.github.camelglm4.watch.ModelCounts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/** The calls of a Camel context in JMX: {@code org.apache.camel:context=...,type=services,name=Glm4Calls}. */
@ManagedResource(description = "Calls of glm4 endpoints")
public final class Glm4Calls extends ServiceSupport implements StaticService {

    private static final String MODEL = "model";

    private final CamelContext context;

    private Glm4Calls(CamelContext context) {
        this.context = context;
    }

    /** Registers the service in the context, unless it is already registered. */
    public static void manage(CamelContext context) {
        if (context.hasService(Glm4Calls.class) != null) {
            return;
        }
        try {
            context.addService(new Glm4Calls(context));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @ManagedAttribute(description = "Number of calls that have begun")
    public long getCalls() {
        return sum(ModelCounts::calls);
    }

    @ManagedAttribute(description = "Number of calls in progress")
    public long getInFlight() {
        return sum(ModelCounts::inFlight);
    }

    @ManagedAttribute(description = "Number of calls that wait in the queue of maxConcurrentRequests")
    public long getQueued() {
        return sum(ModelCounts::queued);
    }

    @ManagedAttribute(description = "Number of calls that failed")
    public long getFailed() {
        return sum(ModelCounts::failed);
    }

    @ManagedAttribute(description = "Number of retries")
    public long getRetries() {
        return sum(ModelCounts::retries);
    }

    @ManagedAttribute(description = "Number of tokens of requests, as reported by the service")
    public long getInputTokens() {
        return sum(ModelCounts::inputTokens);
    }

    @ManagedAttribute(description = "Number of tokens of answers, as reported by the service")
    public long getOutputTokens() {
        return sum(ModelCounts::outputTokens);
    }

    @ManagedAttribute(description = "Number of open connections to services")
    public int getConnections() {
        return activities(context).stream().mapToInt(Activity::connections).sum();
    }

    @ManagedAttribute(description = "Failure of the call that failed last")
    public String getLastFailure() {
        return activities(context).stream()
                .map(Activity::lastFailure)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(LastFailure::time))
                .map(LastFailure::toString)
                .orElse(null);
    }

    @ManagedOperation(description = "All counts for each model")
    public TabularData callsByModel() throws OpenDataException {
        CompositeType row = row();
        TabularData table =
                new TabularDataSupport(new TabularType("models", "counts by model", row, new String[] {MODEL}));
        // two components may call the same model
        Map<String, ModelCounts> byName = new TreeMap<>();
        activities(context).stream()
                .flatMap(one -> one.models().stream())
                .forEach(counts -> byName.merge(
                        counts.model(), counts, (one, other) -> ModelCounts.sum(one.model(), List.of(one, other))));
        for (ModelCounts counts : byName.values()) {
            table.put(new CompositeDataSupport(row, counts.toMap()));
        }
        return table;
    }

    private static CompositeType row() throws OpenDataException {
        String[] names = ModelCounts.sum("", List.of()).toMap().keySet().toArray(String[]::new);
        OpenType<?>[] types = Arrays.stream(names)
                .map(name -> name.equals(MODEL) ? SimpleType.STRING : SimpleType.LONG)
                .toArray(OpenType<?>[]::new);
        return new CompositeType("model", "counts of a model", names, names, types);
    }

    private long sum(ToLongFunction<ModelCounts> count) {
        return activities(context).stream()
                .flatMap(one -> one.models().stream())
                .mapToLong(count)
                .sum();
    }

    /** Returns the activity of the components of a context, usually of one. */
    static List<Activity> activities(CamelContext context) {
        return context.getComponentNames().stream()
                .sorted()
                .map(name -> context.getComponent(name, false, false))
                .filter(Glm4Component.class::isInstance)
                .map(component -> ((Glm4Component) component).activity())
                .toList();
    }
}
