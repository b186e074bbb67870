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
 * Decompresses one response, which some hosts compress although that was not requested. Uses Netty's handler outside
 * the connection: {@code HttpClientOptions.setDecompressionSupported} could replace this class, but adds the handler to
 * every connection, and one fast stream then has 1.6 instead of 2.1 million chunks/s. Used on one event loop; its
 * creator closes it.
 */
public final class Decompressor implements Handler<Buffer>, AutoCloseable {

    /**
     * Number of compressed bytes per step. Deflate can expand data a thousandfold, and the size of the answer is
     * checked only between two steps.
     */
    private static final int MAX_STEP_BYTES = 1_024;

    private static final Set<String> SUPPORTED = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

    private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpContentDecompressor(0));
    private final Handler<Buffer> pieces;
    private final Handler<Throwable> failed;
    private final boolean gzip;
    private long decompressedBytes;
    private int lastFourBytes;
    private boolean closed;

    /**
     * @param encoding a supported one
     * @param pieces gets the decompressed data
     * @param failed called if decompression fails; no piece follows
     */
    public Decompressor(String encoding, Handler<Buffer> pieces, Handler<Throwable> failed) {
        this.pieces = pieces;
        this.failed = failed;
        this.gzip = encoding.toLowerCase(Locale.ROOT).contains("gzip");
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_ENCODING, encoding);
        decoder.writeInbound(head);
        decoder.readInbound();
    }

    /**
     * Returns whether this encoding is supported. Netty supports more encodings if their libraries are present, but
     * some of them expand a kilobyte to gigabytes before that can be stopped.
     */
    public static boolean supports(String encoding) {
        return SUPPORTED.contains(encoding.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns whether the decompressed data is complete, as far as the format tells: gzip ends with the size of the
     * data (RFC 1952). To be asked when all compressed data was handled.
     */
    public boolean isWhole() {
        return !gzip || Integer.reverseBytes(lastFourBytes) == (int) decompressedBytes;
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x has no other way without a copy
    public void handle(Buffer compressed) {
        ByteBuf left = compressed.getByteBuf();
        for (int i = Math.max(0, compressed.length() - Integer.BYTES); i < compressed.length(); i++) {
            lastFourBytes = lastFourBytes << Byte.SIZE | compressed.getByte(i) & 0xFF;
        }
        while (!closed && left.isReadable()) {
            Throwable broken = decompress(left.readSlice(Math.min(MAX_STEP_BYTES, left.readableBytes())));
            // the data before the error is valid
            handOn();
            if (broken != null && !closed) {
                close();
                failed.handle(broken);
            }
        }
    }

    /** Returns the failure, or null. */
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
                decompressedBytes += decompressed.content().readableBytes();
                if (!closed) {
                    pieces.handle(Buffer.buffer(ByteBufUtil.getBytes(decompressed.content())));
                }
            } finally {
                ReferenceCountUtil.release(decompressed);
            }
            decompressed = decoder.readInbound();
        }
    }

    /** May be called while a piece is passed on, which is then the last one. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                decoder.finishAndReleaseAll();
            } catch (RuntimeException halfAPiece) {
                // the answer is over, and its decompressed part was passed on
            }
        }
    }
}
