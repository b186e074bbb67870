package io.github.camelglm4.serving;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The servers of a component, one for each place, opened with the first model there and closed with the last.
 * Thread-safe; routes that start and stop at the same time wait for each other.
 */
public final class ModelServers {

    private record Server(ServerSettings settings, ModelDirectory models, Listener listener) {}

    private final Map<ServerSettings.Place, Server> servers = new HashMap<>();

    /**
     * Serves a model.
     *
     * @param opened makes the listener of the place for its first model
     * @throws IllegalArgumentException when its settings are not those of the other models there, or its name is taken
     * @throws Exception when the server cannot be opened
     */
    public synchronized void add(
            ServedModel model, ServerSettings settings, Vertx vertx, Executor executor, Supplier<Listener> opened)
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

    /** Serves the model no more; with the last one its server closes, which the calling thread waits for. */
    public synchronized void remove(ServedModel model, ServerSettings settings) throws Exception {
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
