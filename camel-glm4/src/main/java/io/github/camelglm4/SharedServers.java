package io.github.camelglm4;

import io.github.camelglm4.platformhttp.PlatformHttpListener;
import io.github.camelglm4.serving.Listener;
import io.github.camelglm4.serving.ModelServers;
import io.github.camelglm4.serving.PortListener;
import io.github.camelglm4.serving.ServedModel;
import io.github.camelglm4.serving.ServerSettings;
import io.vertx.core.Vertx;

/** The servers that the served routes of a component share: models with the same host and port have one. Thread-safe. */
final class SharedServers {

    private final Glm4Component component;
    private final SharedClient client;
    private final ModelServers servers = new ModelServers();

    SharedServers(Glm4Component component, SharedClient client) {
        this.component = component;
        this.client = client;
    }

    /** Serves a model; the calling thread waits until requests can come. */
    void add(ServedModel model, ServerSettings place) throws Exception {
        servers.add(model, place, client.vertx(), client.get().continuations(), this::listener);
    }

    /** Serves a model no more; with the last one its server closes, which the calling thread waits for. */
    void remove(ServedModel model, ServerSettings place) throws Exception {
        servers.remove(model, place);
    }

    private Listener listener(Vertx vertx, ServerSettings place) {
        return place.place().shared()
                ? PlatformHttpListener.of(component.getCamelContext(), place)
                : new PortListener(vertx, place);
    }
}
