package io.github.camelglm4.vertx;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The event loops of Vert.x: selects the one for a call, and makes them available as executors for tasks without a
 * context. Thread-safe.
 *
 * <p>A calling thread uses the same event loop for its calls, unless that has far more calls in progress than another
 * one. Each event loop has its own connections, as many as it had calls at once: if one thread after the other started
 * all calls, each event loop would open a connection for each of them. Vert.x itself forgets the assignment at a
 * garbage collection; a response received on another event loop is passed on piece by piece, which took 14 % of an
 * event loop's time with 500 streams.
 */
public final class EventLoops {

    private static final int MOST = 8;

    /**
     * One event loop handles the events of many streams at once. With 500 streams on two event loops instead of one, a
     * chunk took 6 % more CPU time; the first chunks were received earlier.
     */
    private static final int TOLERATED_DIFFERENCE = 512;

    private final Vertx vertx;
    private final Context[] ofCallers;
    private final AtomicIntegerArray calls;
    private final FutureListener<Object> onTermination;

    /**
     * @param failed called on any thread when an {@link Error} has terminated one of the event loops: Netty no longer
     *     runs its timers or reads its connections
     */
    public EventLoops(Vertx vertx, Consumer<Throwable> failed) {
        this.vertx = vertx;
        this.ofCallers = new Context[Math.min(MOST, all().size())];
        Arrays.setAll(ofCallers, i -> ((VertxInternal) vertx).createEventLoopContext());
        this.calls = new AtomicIntegerArray(ofCallers.length);
        this.onTermination = termination -> {
            if (!termination.isSuccess()) {
                failed.accept(termination.cause());
            }
        };
        all().forEach(eventLoop -> listenable(eventLoop).addListener(onTermination));
    }

    /**
     * Creates an HTTP client for each event loop that callers are assigned to; the caller closes them. A client for all
     * event loops would use the connections of one for the calls of another.
     *
     * @param opened called with each new connection
     */
    @SuppressWarnings("deprecation") // the replacement is only in Vert.x 5
    public List<HttpClient> httpClients(HttpClientOptions options, Handler<HttpConnection> opened) {
        return Stream.generate(() -> vertx.createHttpClient(options))
                .limit(ofCallers.length)
                .peek(client -> client.connectionHandler(opened))
                .toList();
    }

    /** Stops listening to the event loops, which may live longer. */
    public void close() {
        all().forEach(eventLoop -> listenable(eventLoop).removeListener(onTermination));
    }

    /**
     * Returns the event loop of the caller if it runs on one. Otherwise each thread gets the same one, unless that has
     * far more calls than another one or was terminated.
     */
    public Context ofCaller() {
        Context context = Vertx.currentContext();
        return context != null && context.owner() == vertx && context.isEventLoopContext()
                ? context
                : ofThread(Thread.currentThread().getId());
    }

    /** Counts a call on the event loop of this context. */
    public void began(Context context) {
        count(context, 1);
    }

    /** Ends the count of a call that {@link #began}. */
    public void ended(Context context) {
        count(context, -1);
    }

    /**
     * Returns the HTTP client for the event loop of this context; always the same one for an event loop that callers
     * are not assigned to.
     *
     * @param clients created by {@link #httpClients}
     */
    public HttpClient httpClient(List<HttpClient> clients, Context context) {
        int index = index(context);
        return clients.get(
                index >= 0
                        ? index
                        : Math.floorMod(
                                ((ContextInternal) context).nettyEventLoop().hashCode(), ofCallers.length));
    }

    private void count(Context context, int change) {
        int index = index(context);
        if (index >= 0) {
            calls.addAndGet(index, change);
        }
    }

    /** Returns the place of an event loop among those of callers, or -1 if callers are not assigned to it. */
    private int index(Context context) {
        EventLoop wanted = ((ContextInternal) context).nettyEventLoop();
        for (int i = 0; i < ofCallers.length; i++) {
            if (((ContextInternal) ofCallers[i]).nettyEventLoop() == wanted) {
                return i;
            }
        }
        return -1;
    }

    private Context ofThread(long thread) {
        int own = (int) (thread % ofCallers.length);
        int best = hasTerminated(ofCallers[own]) ? -1 : own;
        for (int i = 0; i < ofCallers.length; i++) {
            boolean isBetter = best < 0 || calls.get(i) + TOLERATED_DIFFERENCE < calls.get(best);
            if (isBetter && !hasTerminated(ofCallers[i])) {
                best = i;
            }
        }
        return ofCallers[Math.max(best, 0)];
    }

    /** Stops the event loops of a Vert.x instance that cannot close itself. */
    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    public static void shutDown(Vertx vertx) {
        vertx.nettyEventLoopGroup().shutdownGracefully();
    }

    /** Whether the event loop of this context was terminated. */
    private static boolean hasTerminated(Context context) {
        return ((ContextInternal) context).nettyEventLoop().isShutdown();
    }

    /** Returns the event loop of the current thread, or null. Its tasks run in its next iteration. */
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
