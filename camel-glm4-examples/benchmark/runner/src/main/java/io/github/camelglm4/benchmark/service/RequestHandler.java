package io.github.camelglm4.benchmark.service;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Answers the requests of one connection sequentially. The body of a request is received, but not parsed. */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private String path;
    private StreamWriter stream;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            path = request.uri();
        }
        if (part instanceof LastHttpContent) {
            Script script;
            try {
                script = SCRIPTS.computeIfAbsent(path, Script::of);
            } catch (IllegalArgumentException e) {
                context.writeAndFlush(Wire.notFound());
                return;
            }
            if (script.latencyMillis() == 0) {
                answer(context, script);
            } else {
                context.executor()
                        .schedule(() -> answer(context, script), script.latencyMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void answer(ChannelHandlerContext context, Script script) {
        if (script.kind() == Script.Kind.ANSWER) {
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
