package io.github.camelglm4.benchmark.service;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes one stream: a chunk at each tick, or without ticks as fast as the client reads. Runs on the event loop of its
 * connection.
 */
final class StreamWriter {

    private final ChannelHandlerContext context;
    private final Script script;
    private int remaining;
    private Future<?> ticks;

    StreamWriter(ChannelHandlerContext context, Script script) {
        this.context = context;
        this.script = script;
        this.remaining = script.chunks();
    }

    void start() {
        if (script.intervalMillis() > 0) {
            ticks = context.executor()
                    .scheduleAtFixedRate(this::tick, 0, script.intervalMillis(), TimeUnit.MILLISECONDS);
        } else {
            writable();
        }
    }

    void writable() {
        if (ticks != null || remaining < 0) {
            return;
        }
        while (remaining > 0 && context.channel().isWritable()) {
            int count = Math.min(remaining, Wire.EVENTS_A_BLOCK);
            remaining -= count;
            context.write(Wire.events(count));
        }
        if (remaining == 0) {
            end();
        }
        context.flush();
    }

    private void tick() {
        if (remaining > 0) {
            remaining--;
            context.write(script.kind() == Script.Kind.STREAM ? Wire.events(1) : Wire.stampedEvent(context.alloc()));
        } else {
            ticks.cancel(false);
            end();
        }
        context.flush();
    }

    private void end() {
        remaining = -1;
        context.write(Wire.streamEnd());
    }

    void stop() {
        remaining = -1;
        if (ticks != null) {
            ticks.cancel(false);
        }
    }
}
