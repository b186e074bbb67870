package io.github.camelglm4.vertx;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of a client to its services: set up when they open, and counted. Thread-safe. */
public final class ClientConnections {

    private final AtomicInteger open = new AtomicInteger();

    public void opened(HttpConnection connection) {
        open.incrementAndGet();
        // its request gets the failure; without a handler Vert.x would log it as an error too
        connection.exceptionHandler(failure -> {});
        if (connection instanceof ConnectionBase known) {
            // a write that fails would close it before the answer is read that has come already
            known.channel().config().setAutoClose(false);
        }
        connection.closeHandler(v -> open.decrementAndGet());
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    /**
     * Whether a response came in on the connection before. If it then closes without an answer, the server closed it
     * while it lay in the pool: the request can go out again at no risk. For HTTP/1.1; the client uses no HTTP/2.
     */
    public static boolean hasServed(HttpConnection connection) {
        return connection instanceof HttpClientConnection known && known.lastResponseReceivedTimestamp() > 0;
    }
}
