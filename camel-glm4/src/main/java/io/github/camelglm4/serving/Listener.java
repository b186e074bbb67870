package io.github.camelglm4.serving;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Where requests come in. */
public interface Listener {

    /**
     * Lets requests in; the calling thread waits until they can come.
     *
     * @param requests called on event loops
     * @throws Exception when they cannot, saying why
     */
    void open(Handler<HttpServerRequest> requests) throws Exception;

    /** Lets none in any more, and ends the connections that are its own. */
    void close() throws Exception;
}
