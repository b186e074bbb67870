package io.github.camelglm4.examples.gateway.models;

import io.github.camelglm4.net.ServiceUrl;

/**
 * A model of a service that answers for a model of the gateway.
 *
 * @param model name of the model at the service; {@value #ANY} for the name that the caller requested
 * @param weight its share of the calls, relative to the other upstreams
 * @param baseUrl base URL of the service; null for the one of the component
 * @param apiKey key for the service; null for the one of the component
 */
public record Upstream(String model, int weight, String baseUrl, String apiKey) {

    static final String ANY = "*";

    boolean passesNameOn() {
        return model.equals(ANY);
    }

    /** Without the key, and without the path and the query of the URL: for logs. */
    @Override
    public String toString() {
        return baseUrl == null
                ? model
                : model + " at " + ServiceUrl.parse(baseUrl).authority();
    }
}
