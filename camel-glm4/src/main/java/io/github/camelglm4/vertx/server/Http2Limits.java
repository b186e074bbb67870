package io.github.camelglm4.vertx.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerOptions;

/**
 * Reads from a connection of HTTP/2 only while it takes answers. Flow control bounds the bodies of answers alone, not their
 * heads, nor the acknowledgements of PING and SETTINGS. Lives on the event loop of the connection.
 */
final class Http2Limits extends ChannelDuplexHandler {

    private static final int MAX_STREAMS = (int) HttpServerOptions.DEFAULT_INITIAL_SETTINGS_MAX_CONCURRENT_STREAMS;

    private Http2Limits() {}

    /** Limits a connection, if it is one of HTTP/2. */
    static void apply(ChannelPipeline pipeline) {
        ChannelHandlerContext http2 = pipeline.context(Http2ConnectionHandler.class);
        if (http2 != null) {
            pipeline.addBefore(http2.name(), "http2Limits", new Http2Limits());
            // otherwise it holds only from the acknowledgement on, which a caller need not send
            ((Http2ConnectionHandler) http2.handler()).connection().remote().maxActiveStreams(MAX_STREAMS);
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }
}
