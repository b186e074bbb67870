package io.github.camelglm4.vertx;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up and counts the connections of a client to its services. Thread-safe. */
public final class ClientConnections {

    private static final AttributeKey<Boolean> POOLED = AttributeKey.valueOf("glm4 pooled");

    private final AtomicInteger open = new AtomicInteger();

    /** Sets up a new connection; to be called when it opens. */
    public void opened(HttpConnection connection) {
        open.incrementAndGet();
        // the request gets the failure; without a handler Vert.x would log it as an error too
        connection.exceptionHandler(failure -> {});
        if (connection instanceof ConnectionBase known) {
            // a failed write would close the connection before a received answer is read
            known.channel().config().setAutoClose(false);
        }
        connection.closeHandler(v -> open.decrementAndGet());
    }

    /**
     * Closes a connection whose request is not sent completely. Vert.x would first send what it still holds, and that
     * never ends if the server does not read.
     */
    public static void cut(HttpConnection connection) {
        if (connection instanceof ConnectionBase known) {
            // from its own handler on, which would wait
            known.channelHandlerContext().close();
        }
    }

    /** Returns the number of open connections. */
    public int open() {
        return open.get();
    }

    /** Returns a connection to the pool that was opened for a request that is no longer needed. */
    public static void release(HttpClientRequest unsent) {
        if (unsent.connection() instanceof ConnectionBase known) {
            known.channel().attr(POOLED).set(true);
        }
        unsent.exceptionHandler(failure -> {}).reset();
    }

    /**
     * Returns whether the connection was in the pool before. If it then closes without an answer, the server closed it
     * while it was idle: sending the request again is safe. For HTTP/1.1; the client does not use HTTP/2.
     */
    public static boolean wasPooled(HttpConnection connection) {
        return connection instanceof HttpClientConnection known
                && (known.lastResponseReceivedTimestamp() > 0 || known.channel().hasAttr(POOLED));
    }
}
