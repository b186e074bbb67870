package io.github.camelglm4.vertx.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerOptions;

/**
 * Limits what a connection may make the server hold. Vert.x sets up the handlers of a protocol when it knows which one
 * the caller speaks: this handler comes after it, and puts the limits of that protocol in place with the first bytes.
 */
final class ConnectionLimits extends ChannelInboundHandlerAdapter {

    private static final String HTTP1_DECODER = "httpDecoder";
    private static final String HTTP1_ENCODER = "httpEncoder";

    private final HttpServerOptions options;

    /** To be added when Vert.x has set up a connection, and nothing was read yet. */
    ConnectionLimits(HttpServerOptions options) {
        this.options = options;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ChannelPipeline pipeline = ctx.pipeline();
        if (pipeline.get(HTTP1_DECODER) != null) {
            RequestDecoder decoder = new RequestDecoder(options);
            pipeline.replace(HTTP1_DECODER, HTTP1_DECODER, decoder);
            pipeline.addAfter(HTTP1_ENCODER, "answers", decoder.answers());
        } else {
            Http2Limits.apply(pipeline);
        }
        pipeline.remove(this);
        ctx.fireChannelRead(message);
    }
}
