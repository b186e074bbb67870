package io.github.camelglm4;

import io.github.camelglm4.options.ServerSettingsFactory;
import io.github.camelglm4.options.TlsContexts;
import io.github.camelglm4.platformhttp.PlatformHttpListener;
import io.github.camelglm4.serving.Listener;
import io.github.camelglm4.serving.ModelServers;
import io.github.camelglm4.serving.PortListener;
import io.github.camelglm4.serving.ServedModel;
import io.github.camelglm4.serving.ServerSettings;
import io.vertx.core.Vertx;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The servers that the served routes of a component share: models with the same host and port have one. Thread-safe. */
final class SharedServers {

    private final Glm4Component component;
    private final SharedClient client;
    private final ServerSettingsFactory settings;
    private final ModelServers servers = new ModelServers();

    SharedServers(Glm4Component component, SharedClient client, TlsContexts tlsContexts) {
        this.component = component;
        this.client = client;
        this.settings = new ServerSettingsFactory(tlsContexts);
    }

    /**
     * How the endpoint is served, by its options, which are checked here.
     *
     * @param tls or null for none
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    ServerSettings settings(Glm4Endpoint endpoint, SSLContextParameters tls) {
        return settings.settings(
                component.getCamelContext(),
                endpoint.getServer(),
                tls,
                endpoint.getStreaming().getAbandonTimeout());
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
