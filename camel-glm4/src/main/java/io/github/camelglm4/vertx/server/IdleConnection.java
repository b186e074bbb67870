package io.github.camelglm4.vertx.server;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection without an active request after a timeout: one that is no longer used, one that never sends a
 * request, and one that sends the head of a request byte by byte. Vert.x's own idle timeout would close a connection
 * that waits for a model. Runs on the event loop of the connection.
 */
public final class IdleConnection {

    private static final AttributeKey<IdleConnection> KEY = AttributeKey.valueOf(IdleConnection.class, "watch");

    private final Channel channel;
    private final long millis;
    private int underWay;
    private ScheduledFuture<?> timer;

    private IdleConnection(Channel channel, long millis) {
        this.channel = channel;
        this.millis = millis;
    }

    /** Starts with the connection, before anything is read from it. */
    static void watch(Channel channel, long millis) {
        IdleConnection watch = new IdleConnection(channel, millis);
        channel.attr(KEY).set(watch);
        channel.closeFuture().addListener(closed -> watch.stop());
        watch.start();
    }

    /**
     * A request is active until its response is written or its caller has disconnected. Ignores connections without
     * this timeout.
     */
    public static void busy(HttpConnection connection, CompletionStage<Void> written, CompletionStage<Void> gone) {
        IdleConnection watch = ((ConnectionBase) connection).channel().attr(KEY).get();
        if (watch != null) {
            watch.underWay++;
            watch.stop();
            written.thenRun(watch::end);
            gone.thenRun(watch::end);
        }
    }

    private void end() {
        if (--underWay == 0 && channel.isActive()) {
            start();
        }
    }

    private void start() {
        timer = channel.eventLoop().schedule(this::close, millis, TimeUnit.MILLISECONDS);
    }

    private void close() {
        if (channel.isWritable()) {
            channel.close();
        } else {
            // immediately: HTTP/2 would wait half a minute for the caller to read that the connection ends
            channel.pipeline().firstContext().close();
        }
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
