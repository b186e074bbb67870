package io.github.camelglm4.client;

import io.github.camelglm4.vertx.PreparedTls;
import io.github.camelglm4.vertx.UnusedConnections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One connection pool for all endpoints with the same connection settings. Thread-safe. */
final class HttpPools {

    /** As many connections to one place as there are ports to call from: the gate limits requests, not the pool. */
    private static final int MAX_CONNECTIONS = 65_535;

    private static final int MAX_HEADER_BYTES = 65_536;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final UnusedConnections freshConnections;
    private final Map<HttpSettings, HttpClient> pools = new ConcurrentHashMap<>();

    HttpPools(Vertx vertx, UnusedConnections freshConnections) {
        this.vertx = vertx;
        this.freshConnections = freshConnections;
    }

    HttpClient pool(HttpSettings settings) {
        return pools.computeIfAbsent(settings, this::create);
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
