package io.github.camelglm4.client;

import io.github.camelglm4.tls.PreparedTls;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.VertxInternal;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One connection pool for all endpoints with the same connection settings. Thread-safe. */
final class HttpPools {

    /** As many connections to one place as there are ports to call from: the gate limits requests, not the pool. */
    private static final int MAX_CONNECTIONS = 65_535;

    private static final int MAX_EVENT_LOOPS = 8;
    private static final int MAX_HEADER_BYTES = 65_536;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final FreshConnections freshConnections;
    private final Map<HttpSettings, HttpClient> pools = new ConcurrentHashMap<>();
    private final Context[] eventLoops;

    HttpPools(Vertx vertx, FreshConnections freshConnections) {
        this.vertx = vertx;
        this.freshConnections = freshConnections;
        this.eventLoops = new Context[Math.min(MAX_EVENT_LOOPS, eventLoops(vertx))];
        Arrays.setAll(eventLoops, i -> ((VertxInternal) vertx).createEventLoopContext());
    }

    HttpClient pool(HttpSettings settings) {
        return pools.computeIfAbsent(settings, this::create);
    }

    /**
     * The same event loop for a thread each time, so that it finds its connections there: an answer that came in on another one
     * would be handed over piece by piece. Vert.x itself forgets which one a thread had, with a garbage collection.
     */
    Context eventLoopOf(Thread thread) {
        return eventLoops[(int) (thread.getId() % eventLoops.length)];
    }

    private static int eventLoops(Vertx vertx) {
        int count = 0;
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            count++;
        }
        return count;
    }

    void close() {
        pools.values().forEach(HttpClient::close);
        pools.clear();
    }

    private HttpClient create(HttpSettings settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout(settings.connectMillis())
                .setSslHandshakeTimeout(settings.connectMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setTcpKeepAlive(true);
        if (settings.proxy() != null) {
            options.setProxyOptions(settings.proxy().options());
        }
        if (settings.tls() != null) {
            PreparedTls.apply(settings.tls(), options);
        }
        HttpClient client = vertx.createHttpClient(options);
        client.connectionHandler(freshConnections::opened);
        return client;
    }
}
