package io.github.camelglm4.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Undoes the compression of one answer, which some hosts apply though nobody asked for it. It is Netty's handler that does it;
 * within the connections, where Vert.x would have it, every piece of every answer would pass through it for nothing. To be
 * used on one event loop; who made it closes it.
 */
final class Decompressor implements Handler<Buffer>, AutoCloseable {

    /** It may become a thousand times as much, and how large the answer is by now is looked at only after that. */
    private static final int MOST_AT_A_TIME = 1_024;

    private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpContentDecompressor());
    private final Handler<Buffer> pieces;
    private final Handler<Throwable> failed;
    private boolean closed;

    /**
     * @param headers of the answer
     * @param pieces  gets what was decompressed
     * @param failed  hears that it could not be; nothing comes after that
     */
    Decompressor(MultiMap headers, Handler<Buffer> pieces, Handler<Throwable> failed) {
        this.pieces = pieces;
        this.failed = failed;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_ENCODING, headers.get(HttpHeaderNames.CONTENT_ENCODING));
        decoder.writeInbound(head);
        decoder.readInbound();
    }

    /** Whether an answer with those headers is compressed. */
    static boolean isNeeded(MultiMap headers) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        return encoding != null && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding.strip());
    }

    @Override
    public void handle(Buffer compressed) {
        ByteBuf left = compressed.getByteBuf();
        try {
            while (!closed && left.isReadable()) {
                ByteBuf part = left.readSlice(Math.min(MOST_AT_A_TIME, left.readableBytes()));
                decoder.writeInbound(new DefaultHttpContent(part.retain()));
                handOn();
            }
        } catch (RuntimeException e) {
            close();
            failed.handle(e);
        }
    }

    private void handOn() {
        HttpContent decompressed = decoder.readInbound();
        while (decompressed != null) {
            try {
                if (!closed) {
                    pieces.handle(Buffer.buffer(ByteBufUtil.getBytes(decompressed.content())));
                }
            } finally {
                ReferenceCountUtil.release(decompressed);
            }
            decompressed = decoder.readInbound();
        }
    }

    /** Also while it hands on a piece: that is the last one then. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                decoder.finishAndReleaseAll();
            } catch (RuntimeException halfAPiece) {
                // the answer is over, and what of it came was handed on
            }
        }
    }
}
