package io.github.camelglm4;

import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.pool.ContinuationExecutor;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.CallMonitor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that the endpoints of a component share, with the threads it stands on: made when first asked for, closed
 * and awaited with the component.
 */
final class SharedClient {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClient.class);
    private static final String POOL = "glm4";
    private static final int MAX_USUAL_THREADS = 16;
    private static final long CLOSE_SECONDS = 10;

    private final Glm4Component component;
    private Glm4Client client;
    private ExecutorService continuations;
    private ContinuationExecutor executor;
    private Vertx ownVertx;

    SharedClient(Glm4Component component) {
        this.component = component;
    }

    /**
     * The client.
     *
     * @throws Glm4ConnectionException when the component is not running: what would be made now, nobody would close
     */
    synchronized Glm4Client get() {
        if (component.isStoppingOrStopped()) {
            throw Glm4ConnectionException.stopped();
        }
        if (client == null) {
            Vertx vertx = component.getVertx();
            if (vertx == null) {
                ownVertx = createVertx();
                vertx = ownVertx;
            }
            continuations = createPool();
            executor = new ContinuationExecutor(continuations, vertx);
            client = new Glm4Client(vertx, executor);
        }
        return client;
    }

    /** The Vert.x instance on which the client stands; closed with the component only if it is our own. */
    synchronized Vertx vertx() {
        get();
        return ownVertx != null ? ownVertx : component.getVertx();
    }

    /** What is going on now; makes nothing. */
    synchronized Activity activity(CallMonitor monitor) {
        Glm4Client now = client;
        if (now == null) {
            return new Activity(monitor.counts(model -> 0), 0, null, monitor.lastFailure());
        }
        return new Activity(
                monitor.counts(now.gates()::queued), now.connections(), executor.state(), monitor.lastFailure());
    }

    /** Ends all calls, lets their continuations finish, then closes what was made here. */
    void close() throws Exception {
        Glm4Client last;
        Vertx lastVertx;
        // not while waiting: a continuation that asks for the client would wait for this, and this for it
        synchronized (this) {
            last = client;
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
            if (lastVertx != null) {
                lastVertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** A few event loops move far more than models say; the workers are only for what Vert.x itself needs. */
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

    /**
     * The head of an answer that comes from another event loop may find that its request has failed with the
     * connection.
     */
    private static void unhandled(Throwable failure) {
        if (failure instanceof IllegalStateException && "Result is already complete".equals(failure.getMessage())) {
            LOG.debug("An answer began when its connection was lost already", failure);
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
        // a factory that hands out something else, around a pool for instance: it cannot be seen to stand still, so it
        // must not
        manager.shutdownNow(pool);
        return manager.newCachedThreadPool(component, POOL);
    }

    /** A bounded queue has no good end: what it has no room for would run on an event loop, or never. */
    private static ThreadPoolProfile withoutOverflow(ThreadPoolProfile users) {
        ThreadPoolProfile profile = users.clone();
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    private static ThreadPoolProfile usualProfile() {
        int threads =
                Math.max(4, Math.min(MAX_USUAL_THREADS, 2 * Runtime.getRuntime().availableProcessors()));
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
