package io.github.camelglm4.service;

import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.pool.ContinuationExecutor;
import io.github.camelglm4.vertx.EventLoops;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.CallMonitor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that the endpoints of a component share, with its threads. It is created on first use, and closed with the
 * component, which waits for its end.
 */
final class SharedClient {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClient.class);
    private static final String POOL = "glm4";
    private static final int MAX_USUAL_THREADS = 16;
    private static final long CLOSE_SECONDS = 10;

    private final DefaultComponent component;
    private final Supplier<Vertx> usersVertx;
    private Glm4Client client;
    private ExecutorService continuations;
    private ContinuationExecutor executor;
    private Vertx ownVertx;

    SharedClient(DefaultComponent component, Supplier<Vertx> usersVertx) {
        this.component = component;
        this.usersVertx = usersVertx;
    }

    /**
     * Returns the client.
     *
     * @throws Glm4ConnectionException if the component is stopped: a new client would not be closed
     */
    synchronized Glm4Client get() {
        if (component.isStoppingOrStopped()) {
            throw Glm4ConnectionException.stopped();
        }
        if (client == null) {
            Vertx vertx = usersVertx.get();
            if (vertx == null) {
                ownVertx = createVertx();
                vertx = ownVertx;
            }
            continuations = createPool();
            executor = new ContinuationExecutor(continuations);
            client = new Glm4Client(vertx, executor);
        }
        return client;
    }

    /** The Vert.x instance of the client. It is closed with the component only if the component created it. */
    synchronized Vertx vertx() {
        get();
        return ownVertx != null ? ownVertx : usersVertx.get();
    }

    /** Returns the current activity. Does not create the client. */
    synchronized Activity activity(CallMonitor monitor) {
        Glm4Client now = client;
        if (now == null) {
            return new Activity(monitor.counts(model -> 0), 0, null, monitor.lastFailure());
        }
        return new Activity(
                monitor.counts(now.gates()::queued), now.connections(), executor.state(), monitor.lastFailure());
    }

    /** Ends all calls, waits for their continuations, then closes all resources that were created here. */
    void close() throws Exception {
        Glm4Client last;
        ContinuationExecutor lastExecutor;
        Vertx lastVertx;
        // not held while waiting: a continuation that calls get() would cause a deadlock
        synchronized (this) {
            last = client;
            lastExecutor = executor;
            lastVertx = ownVertx;
            client = null;
            ownVertx = null;
        }
        if (last == null) {
            return;
        }
        try {
            last.close().get(CLOSE_SECONDS, TimeUnit.SECONDS);
            component.getCamelContext().getExecutorServiceManager().shutdownGraceful(continuations);
        } finally {
            lastExecutor.close();
            if (lastVertx != null) {
                close(lastVertx);
            }
        }
    }

    private static void close(Vertx vertx) throws Exception {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.warn("Vert.x cannot be closed, because one of its event loops was terminated", e);
            EventLoops.shutDown(vertx);
        }
    }

    /** A few event loops transfer far more than models generate; the workers are only for Vert.x itself. */
    private static Vertx createVertx() {
        int eventLoops = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2);
        options.getFileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        Vertx vertx = Vertx.vertx(options);
        vertx.exceptionHandler(SharedClient::unhandled);
        return vertx;
    }

    /** The head of a response may arrive from another event loop after its request failed: this is not an error. */
    private static void unhandled(Throwable failure) {
        if (failure instanceof IllegalStateException && "Result is already complete".equals(failure.getMessage())) {
            LOG.debug("A response began after its connection was lost", failure);
        } else {
            LOG.error("Unhandled exception on an event loop", failure);
        }
    }

    private ExecutorService createPool() {
        CamelContext context = component.getCamelContext();
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        ThreadPoolProfile profile = manager.getThreadPoolProfile(POOL);
        ExecutorService pool =
                manager.newThreadPool(component, POOL, profile != null ? withoutOverflow(profile) : usualProfile());
        if (pool instanceof ThreadPoolExecutor || ThreadType.current() == ThreadType.VIRTUAL) {
            return pool;
        }
        // a custom factory returned another type, such as a wrapper: it cannot be monitored for blocked threads, so its
        // number of threads must not be limited
        manager.shutdownNow(pool);
        return manager.newCachedThreadPool(component, POOL);
    }

    /** The queue must not be bounded: the tasks that it rejects would run on an event loop, or never. */
    private static ThreadPoolProfile withoutOverflow(ThreadPoolProfile users) {
        ThreadPoolProfile profile = users.clone();
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** With the standby thread, two threads for each processor. */
    private static ThreadPoolProfile usualProfile() {
        int threads =
                Math.max(3, Math.min(MAX_USUAL_THREADS, 2 * Runtime.getRuntime().availableProcessors() - 1));
        ThreadPoolProfile profile = new ThreadPoolProfile(POOL);
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setKeepAliveTime(30L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
