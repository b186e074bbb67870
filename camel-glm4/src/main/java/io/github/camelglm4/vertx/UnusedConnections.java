package io.github.camelglm4.vertx;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that have not carried a request yet. One that has, and closes without an answer, was closed by the server
 * while it lay in the pool: the request can go out again at no risk.
 */
public final class UnusedConnections {

    private final AtomicInteger open = new AtomicInteger();
    private final Set<HttpConnection> unused = ConcurrentHashMap.newKeySet();

    public void opened(HttpConnection connection) {
        open.incrementAndGet();
        unused.add(connection);
        // its request gets the failure; without a handler Vert.x would log it as an error too
        connection.exceptionHandler(failure -> {});
        if (connection instanceof ConnectionBase known) {
            // a write that fails would close it before the answer is read that has come already
            known.channel().config().setAutoClose(false);
        }
        connection.closeHandler(v -> {
            open.decrementAndGet();
            unused.remove(connection);
        });
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    /** Whether this is the connection's first request; it is not from now on. */
    public boolean firstUse(HttpConnection connection) {
        return unused.remove(connection);
    }
}
