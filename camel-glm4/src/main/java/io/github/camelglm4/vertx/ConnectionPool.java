package io.github.camelglm4.vertx;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/**
 * The connections to services with the same settings. Each event loop has its own: a response received on another one
 * is passed on in several steps, each of which wakes the event loop of the call. Thread-safe.
 */
public final class ConnectionPool {

    private final EventLoops eventLoops;
    private final List<HttpClient> clients;

    ConnectionPool(Vertx vertx, EventLoops eventLoops, HttpClientOptions options, Handler<HttpConnection> opened) {
        this.eventLoops = eventLoops;
        this.clients = eventLoops.forEachOfCallers(() -> client(vertx, options, opened));
    }

    @SuppressWarnings("deprecation") // the replacement is only in Vert.x 5
    private static HttpClient client(Vertx vertx, HttpClientOptions options, Handler<HttpConnection> opened) {
        HttpClient client = vertx.createHttpClient(options);
        client.connectionHandler(opened);
        return client;
    }

    /**
     * Opens a request.
     *
     * @param context the context of the call, on whose event loop this is called
     */
    public Future<HttpClientRequest> request(Context context, RequestOptions options) {
        return clients.get(eventLoops.indexOf(context)).request(options);
    }

    public void close() {
        clients.forEach(HttpClient::close);
    }
}
