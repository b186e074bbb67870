package io.github.camelglm4.vertx;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.Arrays;

/** On which event loop a call lives. Thread-safe. */
public final class CallerEventLoops {

    private static final int MOST = 8;

    private final Vertx vertx;
    private final Context[] eventLoops;

    public CallerEventLoops(Vertx vertx) {
        this.vertx = vertx;
        this.eventLoops = new Context[Math.min(MOST, count(vertx.nettyEventLoopGroup()))];
        Arrays.setAll(eventLoops, i -> ((VertxInternal) vertx).createEventLoopContext());
    }

    /**
     * For a caller on an event loop its own; for any other the same one each time, so that it finds its connections there: an
     * answer that came in on another event loop would be handed over piece by piece. Vert.x itself forgets which one a thread
     * had, with a garbage collection.
     */
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
