package io.github.camelglm4.benchmark.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Answers the requests of one connection sequentially. The body of a request is received, but not parsed: that it asks
 * for a stream is seen by its bytes, as clients write them without spaces; and texts are counted by a character that
 * each of them has once.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private static final ByteBuf ASKS_FOR_STREAM = Unpooled.copiedBuffer("\"stream\":true", StandardCharsets.US_ASCII);

    private static final byte EACH_TEXT = '#';

    private Script script;
    private boolean asksForStream;
    private int texts;
    private StreamWriter stream;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            script = script(request.uri());
            asksForStream = false;
            texts = 0;
        }
        if (part instanceof HttpContent content && script != null && script.kind() == Script.Kind.CHAT) {
            asksForStream |= ByteBufUtil.indexOf(ASKS_FOR_STREAM, content.content()) >= 0;
        }
        if (part instanceof HttpContent content && script != null && script.kind() == Script.Kind.VECTORS) {
            content.content().forEachByte(this::countText);
        }
        if (part instanceof LastHttpContent) {
            if (script == null) {
                context.writeAndFlush(Wire.notFound());
            } else if (script.latencyMillis() == 0) {
                answer(context);
            } else {
                context.executor().schedule(() -> answer(context), script.latencyMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Null for an unknown path. */
    private static Script script(String path) {
        try {
            return SCRIPTS.computeIfAbsent(path, Script::of);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean countText(byte character) {
        texts += character == EACH_TEXT ? 1 : 0;
        return true;
    }

    private void answer(ChannelHandlerContext context) {
        boolean whole = script.kind() == Script.Kind.ANSWER || script.kind() == Script.Kind.CHAT && !asksForStream;
        if (script.kind() == Script.Kind.VECTORS) {
            context.writeAndFlush(Wire.vectors(texts, script.chunks()));
        } else if (whole) {
            context.writeAndFlush(Wire.answer());
        } else {
            context.write(Wire.streamHead());
            stream = new StreamWriter(context, script);
            stream.start();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stream != null && context.channel().isWritable()) {
            stream.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stream != null) {
            stream.stop();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // the client ended during a call
        context.close();
    }
}
