package io.github.camelglm4.vertx.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends a response in a way that no caller can mistake for its regular end. */
public final class ResponseCut {

    private ResponseCut() {}

    /** Runs the step on the event loop of the connection, immediately if this is its thread. Thread-safe. */
    public static void onEventLoop(HttpConnection connection, Runnable step) {
        EventExecutor loop = context(connection).executor();
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }

    /**
     * Closes the connection, or resets the HTTP/2 stream. Vert.x would wait until the written data is read. To be
     * called on the event loop of the connection.
     *
     * @param closeIsEnd whether a regular close is the end of this response
     */
    public static void cut(HttpConnection connection, HttpServerResponse response, boolean closeIsEnd) {
        ChannelHandlerContext context = context(connection);
        if (context.handler() instanceof Http2ConnectionHandler http2) {
            http2.resetStream(context, response.streamId(), Http2Error.INTERNAL_ERROR.code(), context.newPromise());
            context.flush();
            return;
        }
        ChannelHandlerContext first = context.pipeline().firstContext();
        if (first == null) {
            // the connection is closed already
            return;
        }
        if (closeIsEnd) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        // bypasses TLS, which would report that the response is complete
        first.close();
    }

    private static ChannelHandlerContext context(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext();
    }
}
