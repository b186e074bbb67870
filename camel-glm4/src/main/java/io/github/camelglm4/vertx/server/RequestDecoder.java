package io.github.camelglm4.vertx.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decodes the requests of one HTTP/1 connection, one at a time: Vert.x would queue pipelined requests and their
 * responses without limit. Rejects requests whose end another server might interpret differently. Runs on the event
 * loop of the connection.
 *
 * <p>States: a request is decoded until its last piece ({@code requestWhole}). After that the data of the caller is not
 * decoded, and beyond 64 KB not read, until {@link Answers} has seen the last piece of the response
 * ({@code answerWritten}). The two can come in any order; after both, the next request begins when the channel is
 * writable. {@code rejected} is final: the rest of the connection is skipped.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {

    private static final int MAX_HELD_BYTES = 65_536;

    private static final byte[] BAD_REQUEST =
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private ChannelHandlerContext context;
    private int contentLengths;
    private boolean reading;
    private boolean rejected;
    private boolean requestWhole;
    private boolean answerBegun;
    private boolean answerWritten;

    RequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Observes the answers; must be placed after the encoder of responses. */
    ChannelOutboundHandler answers() {
        return new Answers();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext removed) throws Exception {
        super.handlerRemoved0(removed);
        if (removed.channel().isActive()) {
            Http2Limits.apply(removed.pipeline());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        reading = true;
        try {
            super.channelRead(ctx, message);
        } finally {
            reading = false;
        }
        // this would undo a pause of Vert.x, but this server never pauses a request here
        boolean readOn = actualReadableBytes() < MAX_HELD_BYTES;
        if (ctx.channel().config().isAutoRead() != readOn) {
            ctx.channel().config().setAutoRead(readOn);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (ctx.channel().config().isAutoRead()) {
            super.channelReadComplete(ctx);
        } else {
            // the method of the superclass would also read on
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        super.channelWritabilityChanged(ctx);
        decodeHeld();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (rejected) {
            in.skipBytes(in.readableBytes());
        } else if (!requestWhole && ctx.channel().isWritable()) {
            super.decode(ctx, in, out);
            for (int i = 0; i < out.size(); i++) {
                decoded(ctx, out.get(i));
            }
        }
    }

    private void decoded(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            reject(request);
        } else if (((HttpContent) message).decoderResult().isFailure()) {
            rejected = true;
            if (!answerBegun) {
                // Vert.x closes the connection without an answer
                ctx.writeAndFlush(Unpooled.wrappedBuffer(BAD_REQUEST));
            }
        }
        if (message instanceof LastHttpContent) {
            requestWhole = true;
            nextIfAnswered();
        }
    }

    private void reject(HttpRequest request) {
        if (request.decoderResult().isSuccess()) {
            String fault = fault(request);
            if (fault != null) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
            }
        }
        rejected = request.decoderResult().isFailure();
    }

    /**
     * Returns why it is uncertain where the body ends, or null. If a proxy in front and this server disagreed, the rest
     * of one caller's body would be read as another caller's request. Source: RFC 9112, sections 6.1 and 6.3.
     */
    private String fault(HttpRequest request) {
        if (contentLengths > 1) {
            return "more than one Content-Length";
        }
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return null;
        }
        if (contentLengths > 0) {
            return "Content-Length and Transfer-Encoding";
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return "Transfer-Encoding in " + request.protocolVersion();
        }
        return codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))
                ? null
                : "a Transfer-Encoding other than chunked";
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        contentLengths = 0;
        return super.createMessage(initialLine);
    }

    /**
     * Counts the Content-Length headers while they are read: the complete head has at most one, and none with
     * Transfer-Encoding.
     */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            contentLengths++;
        }
        return name;
    }

    private void nextIfAnswered() {
        if (requestWhole && answerWritten) {
            requestWhole = false;
            answerBegun = false;
            answerWritten = false;
            decodeHeld();
        }
    }

    /**
     * In the next iteration of the event loop: Vert.x is still writing an answer. A current read continues by itself.
     */
    private void decodeHeld() {
        if (!reading && actualReadableBytes() > 0) {
            context.executor().execute(() -> {
                if (!context.isRemoved()) {
                    readHeld();
                }
            });
        }
    }

    private void readHeld() {
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    private final class Answers extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ctx.write(message, promise);
            if (message instanceof HttpResponse response) {
                if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                    return;
                }
                answerBegun = true;
            }
            if (message instanceof LastHttpContent) {
                answerWritten = true;
                nextIfAnswered();
            }
        }
    }
}
