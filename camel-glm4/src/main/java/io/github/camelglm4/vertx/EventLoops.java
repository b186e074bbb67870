package io.github.camelglm4.vertx;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The event loops of Vert.x: which one a call runs on, and each as an executor for tasks that belong to no context.
 * Thread-safe.
 *
 * <p>A thread that calls keeps the same one, because Vert.x forgets which one it had with a garbage collection, and a
 * response that comes in on another one is handed over piece by piece: with 500 streams that was 14 % of an event
 * loop's time.
 */
public final class EventLoops {

    private static final int MOST = 8;

    private final Vertx vertx;
    private final Context[] ofCallers;

    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    public EventLoops(Vertx vertx) {
        this.vertx = vertx;
        this.ofCallers = new Context[Math.min(MOST, count(vertx.nettyEventLoopGroup()))];
        Arrays.setAll(ofCallers, i -> ((VertxInternal) vertx).createEventLoopContext());
    }

    /**
     * The event loop of the caller if it is on one; else the same one each time for a thread: its connections are
     * there.
     */
    public Context ofCaller() {
        Context context = Vertx.currentContext();
        return context != null && context.owner() == vertx && context.isEventLoopContext()
                ? context
                : ofCallers[(int) (Thread.currentThread().getId() % ofCallers.length)];
    }

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

    private static int count(Iterable<EventExecutor> group) {
        int count = 0;
        for (EventExecutor eventLoop : group) {
            count++;
        }
        return count;
    }
}
