package io.github.camelglm4.telemetry;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.UsageRecord;
import io.github.camelglm4.watch.BoundedTagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * The meters of served calls, by operation, caller, model, status and error. Their tokens have a meter of their own:
 * those of {@code gen_ai.client.token.usage} have the tags of calls to services, and one name cannot have two sets of
 * tags.
 */
final class ServedCallMeters implements ServerMeters {

    private static final int LONGEST_COMBINATION = 1_000;
    private static final String DURATION = "gen_ai.server.request.duration";
    private static final String FIRST_TOKEN = "gen_ai.server.time_to_first_token";
    private static final String TOKENS = "gen_ai.server.token.usage";
    private static final Set<String> NAMES = Set.of(DURATION, FIRST_TOKEN, TOKENS);
    private static final String SEPARATOR = "\n";
    private static final String CALLER = "caller";
    private static final String UNKNOWN_MODEL = "model_not_found";

    private final BoundedTagValues callers = new BoundedTagValues();
    private final BoundedTagValues combinations = new BoundedTagValues(LONGEST_COMBINATION);
    private final Meters meters;
    private final Counter storeFailures;

    private ServedCallMeters(Meters meters) {
        this.meters = meters;
        this.storeFailures = Counter.builder("glm4.server.usage.store.failures")
                .description("Number of failures of the usage store")
                .register(meters.registry());
    }

    /** Creates the meters; null if the application has no registry. */
    static ServerMeters of(CamelContext context) {
        Meters meters = Meters.of(context);
        return meters == null ? null : new ServedCallMeters(meters);
    }

    @Override
    public void ended(UsageRecord record) {
        Tags tags = tags(record);
        meters.timer(DURATION, "Duration of served calls", tags).record(record.nanos(), TimeUnit.NANOSECONDS);
        if (record.streamed() && record.firstByteNanos() >= 0) {
            meters.timer(FIRST_TOKEN, "Time from a request to the first piece of its streamed answer", tags)
                    .record(record.firstByteNanos(), TimeUnit.NANOSECONDS);
        }
        if (record.totalTokens() > 0) {
            tokens("input", record.promptTokens(), tags);
            tokens("output", record.completionTokens(), tags);
        }
    }

    private Tags tags(UsageRecord record) {
        String caller = record.caller() == null ? "" : callers.bounded(record.caller());
        // a name of a model that does not exist is made up
        String model = UNKNOWN_MODEL.equals(record.code()) ? BoundedTagValues.OTHERS : orEmpty(record.model());
        String status = String.valueOf(record.status());
        String error = orEmpty(record.code());
        // models are named by callers, and codes by services: their number is limited together
        String all = String.join(SEPARATOR, caller, model, status, error);
        if (!combinations.bounded(all).equals(all)) {
            model = BoundedTagValues.OTHERS;
            error = BoundedTagValues.OTHERS;
        }
        return Tags.of(
                GenAi.OPERATION,
                record.operation(),
                GenAi.REQUEST_MODEL,
                model,
                CALLER,
                caller,
                "http.response.status_code",
                status,
                GenAi.ERROR_TYPE,
                error);
    }

    @Override
    public void retain(Collection<Caller> known) {
        Set<String> names = known.stream().map(Caller::name).collect(Collectors.toSet());
        Set<String> gone = callers.forget(name -> !names.contains(name));
        combinations.forget(all -> gone.contains(all.substring(0, all.indexOf(SEPARATOR))));
        for (Meter meter : meters.registry().getMeters()) {
            if (NAMES.contains(meter.getId().getName())
                    && gone.contains(orEmpty(meter.getId().getTag(CALLER)))) {
                meters.registry().remove(meter);
            }
        }
    }

    @Override
    public void usageStoreFailed() {
        storeFailures.increment();
    }

    private void tokens(String type, long count, Tags tags) {
        meters.tokens(TOKENS, tags.and(GenAi.TOKEN_TYPE, type)).record(count);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
