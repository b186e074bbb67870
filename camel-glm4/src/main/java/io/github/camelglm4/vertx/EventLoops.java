package io.github.camelglm4.vertx;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The event loops of Vert.x as executors, for tasks that belong to no context. */
public final class EventLoops {

    private EventLoops() {}

    /** The event loop whose thread this is, or null. What it is given runs after its turn. */
    public static Executor current() {
        Context context = Vertx.currentContext();
        EventLoop eventLoop = context == null ? null : ((ContextInternal) context).nettyEventLoop();
        return eventLoop != null && eventLoop.inEventLoop() ? eventLoop : null;
    }

    /** One of the event loops, to keep the time. It is nobody's context: the timers of a verticle end with it. */
    public static ScheduledExecutorService clock(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext().nettyEventLoop();
    }

    /** Whether this clock is about to stop: what is scheduled from now on may never run. */
    public static boolean isStopping(ScheduledExecutorService clock) {
        return ((EventLoop) clock).isShuttingDown();
    }
}
