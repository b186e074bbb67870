package io.github.camelglm4.management;

import io.github.camelglm4.options.EndpointMistakes;
import io.github.camelglm4.pool.PoolState;
import io.github.camelglm4.service.ServiceEndpoint;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.LastFailure;
import io.github.camelglm4.watch.ModelCounts;
import java.util.Comparator;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The developer console {@code glm4}: endpoints, and the counts of calls for each model. */
@DevConsole(name = "glm4", displayName = "GLM-4", description = "Calls of language models")
public final class Glm4DevConsole extends AbstractDevConsole {

    public Glm4DevConsole() {
        super("camel", "glm4", "GLM-4", "Calls of language models");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject json = new JsonObject();
        json.put("endpoints", endpoints());
        JsonArray components = new JsonArray();
        Glm4Calls.activities(getCamelContext()).forEach(activity -> components.add(json(activity)));
        json.put("components", components);
        return json;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        endpoints().forEach(endpoint -> {
            JsonObject one = (JsonObject) endpoint;
            Object service = one.get("service");
            text.append("Endpoint %s %s%n".formatted(one.get("uri"), service == null ? "is served" : "at " + service));
        });
        Glm4Calls.activities(getCamelContext()).forEach(activity -> append(text, activity));
        return text.toString();
    }

    private JsonArray endpoints() {
        JsonArray endpoints = new JsonArray();
        getCamelContext().getEndpoints().stream()
                .filter(ServiceEndpoint.class::isInstance)
                .map(ServiceEndpoint.class::cast)
                .sorted(Comparator.comparing(ServiceEndpoint::getEndpointBaseUri))
                .forEach(endpoint -> {
                    JsonObject json = new JsonObject();
                    // without options: they may contain keys or confidential text
                    json.put("uri", endpoint.getEndpointBaseUri());
                    json.put(EndpointMistakes.path(endpoint.getClass()), endpoint.name());
                    if (!isServed(endpoint)) {
                        json.put("service", withoutQuery(endpoint.getServiceUrl()));
                    }
                    endpoints.add(json);
                });
        return endpoints;
    }

    /** A consumer that polls calls the service, as a producer does. */
    private boolean isServed(ServiceEndpoint endpoint) {
        return getCamelContext().getRoutes().stream()
                .anyMatch(route ->
                        route.getEndpoint() == endpoint && !(route.getConsumer() instanceof ScheduledPollConsumer));
    }

    private static JsonObject json(Activity activity) {
        JsonObject json = new JsonObject();
        ModelCounts total = activity.total();
        json.put("inFlight", total.inFlight());
        json.put("queued", total.queued());
        json.put("retries", total.retries());
        json.put("connections", activity.connections());
        JsonArray models = new JsonArray();
        activity.models().forEach(counts -> models.add(new JsonObject(counts.toMap())));
        json.put("models", models);
        PoolState pool = activity.pool();
        if (pool != null) {
            json.put(
                    "pool",
                    new JsonObject(
                            Map.of("threads", pool.threads(), "active", pool.active(), "waiting", pool.waiting())));
        }
        LastFailure failure = activity.lastFailure();
        if (failure != null) {
            json.put("lastFailure", json(failure));
        }
        return json;
    }

    private static JsonObject json(LastFailure failure) {
        JsonObject json = new JsonObject();
        json.put("time", failure.time().toString());
        json.put("model", failure.model());
        json.put("type", failure.type());
        json.put("statusCode", failure.statusCode());
        json.put("code", failure.code());
        json.put("message", failure.message());
        return json;
    }

    private static void append(StringBuilder text, Activity activity) {
        for (ModelCounts counts : activity.models()) {
            text.append(
                    "Model %s: calls %d, in flight %d, queued %d, failed %d, retries %d, tokens in %d, tokens out %d%n"
                            .formatted(counts.toMap().values().toArray()));
        }
        text.append("Connections: %d%n".formatted(activity.connections()));
        PoolState pool = activity.pool();
        if (pool != null) {
            text.append("Pool: threads %d, active %d, waiting %d%n"
                    .formatted(pool.threads(), pool.active(), pool.waiting()));
        }
        if (activity.lastFailure() != null) {
            text.append("Last failure: %s%n".formatted(activity.lastFailure()));
        }
    }

    private static String withoutQuery(String url) {
        int query = url == null ? -1 : url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
