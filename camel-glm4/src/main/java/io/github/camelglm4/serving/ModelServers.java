package io.github.camelglm4.serving;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The servers of a component, one for each place. A server is opened with its first model and closed with its last.
 * Thread-safe; routes that start and stop concurrently wait for each other.
 */
public final class ModelServers {

    private record Server(ServerSettings settings, ModelDirectory models, Listener listener) {}

    private final Map<ServerSettings.Place, Server> servers = new HashMap<>();

    /**
     * Adds a model to the server of its place.
     *
     * @param opened creates the listener of the place for its first model
     * @throws IllegalArgumentException if its settings differ from those of the other models of the server, or if its
     *     name is already used
     * @throws Exception if the server cannot be opened
     */
    public synchronized void add(
            ServedModel<?> model, ServerSettings settings, Vertx vertx, Executor executor, Supplier<Listener> opened)
            throws Exception {
        Server server = servers.get(settings.place());
        if (server != null) {
            String difference = settings.difference(server.settings());
            if (difference != null) {
                throw new IllegalArgumentException("models of one server must have the same server options, but at "
                        + settings.place() + " " + difference);
            }
            server.models().add(model);
            return;
        }
        ModelDirectory models = new ModelDirectory();
        models.add(model);
        Listener listener = opened.get();
        listener.open(new ModelServer(vertx, executor, settings, models));
        servers.put(settings.place(), new Server(settings, models, listener));
    }

    /** Removes a model. With the last model, closes the server and blocks until it is closed. */
    public synchronized void remove(ServedModel<?> model, ServerSettings settings) throws Exception {
        Server server = servers.get(settings.place());
        if (server == null) {
            return;
        }
        server.models().remove(model);
        if (server.models().isEmpty()) {
            servers.remove(settings.place());
            server.listener().close();
        }
    }
}
