package io.github.camelglm4.vertx.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/**
 * Limits the cost of an HTTP/2 connection. The server reads from it only while its output is writable: flow control
 * limits the bodies of responses, but not their headers, nor the acknowledgments of PING and SETTINGS. Each iteration
 * of the event loop reads once and passes on small pieces, so that the frames after a connection error are dropped;
 * Netty would handle each of them as another error. A failed connection closes a second later, so that its caller can
 * read the GOAWAY and does not reconnect immediately. Runs on the event loop of the connection.
 */
final class Http2Limits extends ChannelDuplexHandler {

    private static final int MAX_STREAMS = (int) HttpServerOptions.DEFAULT_INITIAL_SETTINGS_MAX_CONCURRENT_STREAMS;
    private static final int PIECE_BYTES = 4_096;
    private static final int CLOSE_DELAY_SECONDS = 1;

    private enum State {
        OPEN,
        /** A GOAWAY with an error was sent; nothing more is read. */
        FAILED,
        /** The close is scheduled. */
        CLOSING
    }

    private State state = State.OPEN;

    private Http2Limits() {}

    /** Limits a connection if it uses HTTP/2. */
    static void apply(ChannelPipeline pipeline) {
        ChannelHandlerContext context = pipeline.context(Http2ConnectionHandler.class);
        if (context == null) {
            return;
        }
        Http2Limits limits = new Http2Limits();
        pipeline.addBefore(context.name(), "http2Limits", limits);
        if (pipeline.channel().config().getRecvByteBufAllocator()
                instanceof MaxMessagesRecvByteBufAllocator allocator) {
            allocator.maxMessagesPerRead(1);
        }
        var connection = ((Http2ConnectionHandler) context.handler()).connection();
        // otherwise it applies only after the acknowledgment, which a caller can omit
        connection.remote().maxActiveStreams(MAX_STREAMS);
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onGoAwaySent(int lastStreamId, long errorCode, ByteBuf debugData) {
                if (errorCode != Http2Error.NO_ERROR.code() && limits.state == State.OPEN) {
                    limits.state = State.FAILED;
                    pipeline.channel().config().setAutoRead(false);
                }
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && state == State.OPEN && ctx.channel().isActive()) {
                ctx.fireChannelRead(bytes.readRetainedSlice(Math.min(PIECE_BYTES, bytes.readableBytes())));
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (reads(ctx)) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(reads(ctx));
        ctx.fireChannelWritabilityChanged();
    }

    private boolean reads(ChannelHandlerContext ctx) {
        return state == State.OPEN && ctx.channel().isWritable();
    }

    /** Netty closes a failed connection for each error, before it has read all received data. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (state == State.OPEN) {
            ctx.close(promise);
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (state == State.FAILED) {
            state = State.CLOSING;
            Future<?> close = ctx.executor().schedule(() -> ctx.close(), CLOSE_DELAY_SECONDS, TimeUnit.SECONDS);
            ctx.channel().closeFuture().addListener(closed -> close.cancel(false));
        }
    }
}
