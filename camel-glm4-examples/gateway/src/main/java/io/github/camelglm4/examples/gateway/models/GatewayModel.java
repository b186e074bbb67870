package io.github.camelglm4.examples.gateway.models;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model that the gateway serves.
 *
 * @param name {@value Upstream#ANY} for all names that no other model has
 * @param upstreams at least one; they share the calls by their weights
 * @param fallbacks asked in their order if no upstream can answer
 * @param coolDown how long an upstream that is overloaded or out of order is not asked
 */
public record GatewayModel(String name, List<Upstream> upstreams, List<Upstream> fallbacks, Duration coolDown) {

    public boolean servesAnyName() {
        return name.equals(Upstream.ANY);
    }

    /** The upstreams, then the fallbacks. */
    public List<Upstream> all() {
        return Stream.concat(upstreams.stream(), fallbacks.stream()).toList();
    }
}
