package io.github.camelglm4.vertx.server;

import io.netty.channel.Channel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A server that counts connections and closes idle ones from accept on: Vert.x reports a connection only with the head
 * of its first request, and a connection without any request must be closed too.
 */
public final class LimitedServer extends HttpServerImpl {

    private final HttpServerOptions options;
    private final AtomicInteger connections;
    private final int maxConnections;
    private final long idleMillis;

    /** @param connections the open ones of all servers that share the limit */
    public LimitedServer(
            Vertx vertx, HttpServerOptions options, AtomicInteger connections, int maxConnections, long idleMillis) {
        super((VertxInternal) vertx, options);
        this.options = options;
        this.connections = connections;
        this.maxConnections = maxConnections;
        this.idleMillis = idleMillis;
    }

    /**
     * Returns a future that is completed when the port of a closed server can be bound again. Java releases a listening
     * socket only when its selector has processed the close: in the next iteration of the acceptor, and a scheduled
     * task does not run before that.
     */
    public static Future<?> portReleased(Vertx vertx) {
        return ((VertxInternal) vertx).getAcceptorEventLoopGroup().schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    protected BiConsumer<Channel, SslChannelProvider> childHandler(
            ContextInternal context, SocketAddress address, GlobalTrafficShapingHandler shaping) {
        BiConsumer<Channel, SslChannelProvider> accepted = super.childHandler(context, address, shaping);
        return (channel, tls) -> {
            if (connections.incrementAndGet() > maxConnections) {
                connections.decrementAndGet();
                channel.close();
                return;
            }
            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
            IdleConnection.watch(channel, idleMillis);
            accepted.accept(channel, tls);
            channel.pipeline().addLast(new ConnectionLimits(options));
        };
    }
}
