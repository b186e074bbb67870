package io.github.camelglm4.serving;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Accepts HTTP requests for a server. */
public interface Listener {

    /**
     * Starts to accept requests; blocks until the listener is ready.
     *
     * @param requests called on event loops
     * @throws Exception if it cannot be opened, with the reason
     */
    void open(Handler<HttpServerRequest> requests) throws Exception;

    /** Stops accepting requests, and closes its own connections. */
    void close() throws Exception;
}
