package io.github.camelglm4.examples.gateway.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.util.URISupport;

/** A route for each model of the gateway, which is served under its name. */
public final class ModelRoutes extends RouteBuilder {

    private final List<GatewayModel> models;
    private final LongSupplier nanoTime;
    private int keys;

    public ModelRoutes(List<GatewayModel> models) {
        this(models, System::nanoTime);
    }

    ModelRoutes(List<GatewayModel> models, LongSupplier nanoTime) {
        this.models = models;
        this.nanoTime = nanoTime;
    }

    @Override
    public void configure() throws Exception {
        // the balancer logs failures of upstreams, and the consumer reports them to callers
        errorHandler(noErrorHandler());
        for (GatewayModel model : models) {
            addRoute(model);
        }
    }

    private void addRoute(GatewayModel model) throws Exception {
        UpstreamChoice choice = new UpstreamChoice(
                model, nanoTime, () -> ThreadLocalRandom.current().nextDouble());
        String served = "glm4:" + model.name();
        LoadBalanceDefinition upstreams =
                from(served).routeId("model-" + model.name()).loadBalance(new UpstreamBalancer(model, choice));
        for (Upstream upstream : model.all()) {
            upstreams.to(uri(upstream, model.all().size()));
        }
    }

    private String uri(Upstream upstream, int upstreams) throws Exception {
        Map<String, Object> options = new LinkedHashMap<>();
        if (upstreams > 1) {
            // the next upstream is the retry
            options.put("maxRetries", 0);
        }
        if (upstream.baseUrl() != null) {
            options.put("baseUrl", upstream.baseUrl());
        }
        if (upstream.apiKey() != null) {
            // a key in a URI would be in dumps of routes
            String bean = "gateway-key-" + ++keys;
            bindToRegistry(bean, upstream.apiKey());
            options.put("apiKey", "#bean:" + bean);
        }
        return "glm4:" + upstream.model() + (options.isEmpty() ? "" : "?" + URISupport.createQueryString(options));
    }
}
