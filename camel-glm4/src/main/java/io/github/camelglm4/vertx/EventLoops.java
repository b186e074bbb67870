package io.github.camelglm4.vertx;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

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
    private final FutureListener<Object> onTermination;

    /**
     * @param failed called on any thread when an {@link Error} has terminated one of the event loops: Netty runs none
     *     of its timers and reads none of its connections any more
     */
    public EventLoops(Vertx vertx, Consumer<Throwable> failed) {
        this.vertx = vertx;
        this.ofCallers = new Context[Math.min(MOST, all().size())];
        Arrays.setAll(ofCallers, i -> ((VertxInternal) vertx).createEventLoopContext());
        this.onTermination = termination -> {
            if (!termination.isSuccess()) {
                failed.accept(termination.cause());
            }
        };
        all().forEach(eventLoop -> listenable(eventLoop).addListener(onTermination));
    }

    /** Stops listening to the event loops, which may live longer. */
    public void close() {
        all().forEach(eventLoop -> listenable(eventLoop).removeListener(onTermination));
    }

    /**
     * The event loop of the caller if it is on one; else the same one each time for a thread: its connections are
     * there. Another one only if that has terminated.
     */
    public Context ofCaller() {
        Context context = Vertx.currentContext();
        return context != null && context.owner() == vertx && context.isEventLoopContext()
                ? context
                : ofThread(Thread.currentThread().getId());
    }

    private Context ofThread(long thread) {
        Context context = null;
        for (int i = 0; i < ofCallers.length; i++) {
            context = ofCallers[(int) ((thread + i) % ofCallers.length)];
            if (!hasTerminated(context)) {
                return context;
            }
        }
        return context;
    }

    /** Stops the event loops of a Vert.x instance that cannot close itself. */
    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    public static void shutDown(Vertx vertx) {
        vertx.nettyEventLoopGroup().shutdownGracefully();
    }

    /** Whether the event loop of this context runs nothing any more. */
    private static boolean hasTerminated(Context context) {
        return ((ContextInternal) context).nettyEventLoop().isShutdown();
    }

    /** The event loop whose thread this is, or null. What it is given runs after its turn. */
    public static Executor current() {
        Context context = Vertx.currentContext();
        EventLoop eventLoop = context == null ? null : ((ContextInternal) context).nettyEventLoop();
        return eventLoop != null && eventLoop.inEventLoop() ? eventLoop : null;
    }

    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    private List<EventExecutor> all() {
        List<EventExecutor> all = new ArrayList<>();
        vertx.nettyEventLoopGroup().forEach(all::add);
        return all;
    }

    @SuppressWarnings("unchecked") // Netty declares the future of an event loop with a wildcard
    private static Future<Object> listenable(EventExecutor eventLoop) {
        return (Future<Object>) eventLoop.terminationFuture();
    }
}
