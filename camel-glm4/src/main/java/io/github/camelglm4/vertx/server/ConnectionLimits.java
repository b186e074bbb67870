package io.github.camelglm4.vertx.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerOptions;

/**
 * Limits the memory that a connection may use on the server. Vert.x adds the handlers of a protocol when it knows the
 * caller's protocol: this handler comes after that, and sets the limits of that protocol with the first bytes.
 */
final class ConnectionLimits extends ChannelInboundHandlerAdapter {

    private static final String HTTP1_DECODER = "httpDecoder";
    private static final String HTTP1_ENCODER = "httpEncoder";

    private final HttpServerOptions options;

    /** To be added when Vert.x has set up a connection, before anything is read. */
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
