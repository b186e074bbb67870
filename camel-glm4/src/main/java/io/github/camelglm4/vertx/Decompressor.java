package io.github.camelglm4.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Set;

/**
 * Decompresses one response, which some hosts compress though it was not asked for. Netty's handler does it, beside the
 * connection: {@code HttpClientOptions.setDecompressionSupported} could replace this class, but puts the handler into
 * every connection, and one fast stream then has 1.6 instead of 2.1 million chunks/s. Used on one event loop; its
 * creator closes it.
 */
public final class Decompressor implements Handler<Buffer>, AutoCloseable {

    /**
     * Compressed bytes: deflate makes up to a thousand times as many of them, and how large the answer is by now is
     * looked at only between two parts.
     */
    private static final int MOST_AT_A_TIME = 1_024;

    private static final Set<String> SUPPORTED = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

    private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpContentDecompressor(0));
    private final Handler<Buffer> pieces;
    private final Handler<Throwable> failed;
    private boolean closed;

    /**
     * @param encoding one that is supported
     * @param pieces gets what was decompressed
     * @param failed called when it cannot be decompressed; no piece comes after that
     */
    public Decompressor(String encoding, Handler<Buffer> pieces, Handler<Throwable> failed) {
        this.pieces = pieces;
        this.failed = failed;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_ENCODING, encoding);
        decoder.writeInbound(head);
        decoder.readInbound();
    }

    /**
     * Whether answers in that encoding are decompressed. Netty knows more of them when their libraries happen to be
     * there, but some make gigabytes of a kilobyte before anybody can stop them.
     */
    public static boolean supports(String encoding) {
        return SUPPORTED.contains(encoding.toLowerCase(Locale.ROOT));
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x has no other way without a copy
    public void handle(Buffer compressed) {
        ByteBuf left = compressed.getByteBuf();
        while (!closed && left.isReadable()) {
            Throwable broken = decompress(left.readSlice(Math.min(MOST_AT_A_TIME, left.readableBytes())));
            // what stood before the broken place is whole
            handOn();
            if (broken != null && !closed) {
                close();
                failed.handle(broken);
            }
        }
    }

    /** What was wrong with it, or null. */
    private Throwable decompress(ByteBuf part) {
        try {
            decoder.writeInbound(new DefaultHttpContent(part.retain()));
            return null;
        } catch (RuntimeException e) {
            return e;
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
