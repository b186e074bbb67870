package io.github.camelglm4.batchroute;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The batches in work of a Camel context in JMX: {@code org.apache.camel:context=...,type=services,name=Glm4Batches}.
 * They are those of the consumers, as their last polls have seen them.
 */
@ManagedResource(description = "Batches of glm4-batch endpoints that are not delivered completely")
public final class Glm4Batches extends ServiceSupport implements StaticService {

    private static final String BATCH = "batch";
    private static final String[] NAMES = {
        "job", BATCH, "status", "total", "completed", "failed", "delivered", "ageSeconds"
    };
    private static final OpenType<?>[] TYPES = {
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.LONG
    };

    private final CamelContext context;

    private Glm4Batches(CamelContext context) {
        this.context = context;
    }

    /** Registers the service in the context, unless it is already registered. */
    static void manage(CamelContext context) throws Exception {
        if (context.hasService(Glm4Batches.class) == null) {
            context.addService(new Glm4Batches(context));
        }
    }

    @ManagedAttribute(description = "Number of batches that are not delivered completely")
    public int getInWork() {
        return inWork(context).size();
    }

    @ManagedAttribute(description = "Number of requests in these batches, as reported by the service")
    public long getRequests() {
        return sum(progress -> progress.batch().counts().total());
    }

    @ManagedAttribute(description = "Number of lines of these batches that have been delivered")
    public long getDelivered() {
        return sum(BatchProgress::delivered);
    }

    @ManagedOperation(description = "Status and counts of each of these batches")
    public TabularData batches() throws OpenDataException {
        CompositeType row = new CompositeType(BATCH, "a batch", NAMES, NAMES, TYPES);
        TabularData table = new TabularDataSupport(new TabularType("batches", "batches", row, new String[] {BATCH}));
        for (BatchProgress progress : inWork(context)) {
            Map<String, Object> values = progress.toMap(Instant.now());
            CompositeDataSupport one = new CompositeDataSupport(row, values);
            // two routes may deliver one job
            if (!table.containsKey(new Object[] {values.get(BATCH)})) {
                table.put(one);
            }
        }
        return table;
    }

    private long sum(ToLongFunction<BatchProgress> number) {
        return inWork(context).stream().mapToLong(number).sum();
    }

    /** Returns the batches in work of all components of a context, usually of one; by job, the oldest first. */
    static List<BatchProgress> inWork(CamelContext context) {
        return context.getComponentNames().stream()
                .map(name -> context.getComponent(name, false, false))
                .filter(Glm4BatchComponent.class::isInstance)
                .flatMap(component -> ((Glm4BatchComponent) component).deliveries().inWork().stream())
                .sorted(Comparator.comparing(BatchProgress::job)
                        .thenComparing(
                                progress -> progress.batch().createdAt(),
                                Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }
}
