package io.github.camelglm4.vertx.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends a response so that no caller can mistake what it got for the whole. */
public final class ResponseCut {

    private ResponseCut() {}

    /** Runs the step on the event loop of the connection, now if this is its thread. From any thread. */
    public static void onEventLoop(HttpConnection connection, Runnable step) {
        EventExecutor loop = context(connection).executor();
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }

    /**
     * Closes the connection, or resets the stream of HTTP/2. Vert.x would wait until what was written is read. On the
     * event loop of the connection.
     *
     * @param closeIsEnd whether a regular close is what ends this response
     */
    public static void cut(HttpConnection connection, HttpServerResponse response, boolean closeIsEnd) {
        ChannelHandlerContext context = context(connection);
        if (context.handler() instanceof Http2ConnectionHandler http2) {
            http2.resetStream(context, response.streamId(), Http2Error.INTERNAL_ERROR.code(), context.newPromise());
            context.flush();
            return;
        }
        if (closeIsEnd) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        // not through TLS, which would say that the response is complete
        context.pipeline().firstContext().close();
    }

    private static ChannelHandlerContext context(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext();
    }
}
