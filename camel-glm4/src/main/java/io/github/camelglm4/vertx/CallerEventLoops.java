package io.github.camelglm4.vertx;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.Arrays;

/**
 * Chooses the event loop of a call. A thread keeps the same one, because Vert.x forgets which one it had with a garbage
 * collection, and a response that comes in on another one is handed over piece by piece: with 500 streams that was 14 % of
 * an event loop's time. Thread-safe.
 */
public final class CallerEventLoops {

    private static final int MOST = 8;

    private final Vertx vertx;
    private final Context[] eventLoops;

    public CallerEventLoops(Vertx vertx) {
        this.vertx = vertx;
        this.eventLoops = new Context[Math.min(MOST, count(vertx.nettyEventLoopGroup()))];
        Arrays.setAll(eventLoops, i -> ((VertxInternal) vertx).createEventLoopContext());
    }

    /** The event loop of the caller if it is on one; else the same one each time for a thread: its connections are there. */
    public Context current() {
        Context context = Vertx.currentContext();
        return context != null && context.owner() == vertx && context.isEventLoopContext()
                ? context
                : eventLoops[(int) (Thread.currentThread().getId() % eventLoops.length)];
    }

    private static int count(Iterable<EventExecutor> group) {
        int count = 0;
        for (EventExecutor eventLoop : group) {
            count++;
        }
        return count;
    }
}
