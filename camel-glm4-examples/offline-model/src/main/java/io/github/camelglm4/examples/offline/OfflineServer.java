package io.github.camelglm4.examples.offline;

import io.github.camelglm4.net.Loopback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletionException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.Registry;

/** The HTTP server of the offline model: routes with {@code serverRouter=platform-http} use its router. */
final class OfflineServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);

    /** Further operations are added to it before the server listens. */
    Router router() {
        return router;
    }

    /** Makes the router and its event loops available to the routes of a context. */
    void bindTo(Registry registry) {
        String name = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME;
        registry.bind("vertx", vertx);
        registry.bind(name, new VertxPlatformHttpRouter(null, vertx, router, name));
    }

    /**
     * Listens on all addresses of the host. Blocks until it listens.
     *
     * @param port 0 selects a free port
     * @return the port
     * @throws CompletionException if the port is in use
     */
    int listen(String host, int port) {
        int actual = port;
        for (String address : Loopback.addresses(host)) {
            HttpServer server = vertx.createHttpServer().requestHandler(router);
            actual = await(server.listen(actual, address)).actualPort();
        }
        return actual;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
