package io.github.camelglm4.examples.offline;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;

/**
 * A running offline model: a server on this machine's loopback address. It asks for no key, because it has nothing to
 * protect.
 */
public final class OfflineModel implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final HttpServer server;

    private OfflineModel(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts the model and waits until it listens.
     *
     * @param port where to listen; 0 takes any free port
     */
    public static OfflineModel start(int port) {
        Vertx vertx = Vertx.vertx(small());
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(new ChatApi(vertx))
                    .listen(port, HOST)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return new OfflineModel(vertx, server);
        } catch (RuntimeException e) {
            vertx.close();
            throw new IllegalStateException("The offline model cannot listen on " + HOST + ":" + port, e);
        }
    }

    /** The base URL for {@code camel.component.glm4.base-url}. */
    public String baseUrl() {
        return "http://" + HOST + ":" + server.actualPort() + ChatApi.PREFIXES.get(0);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One event loop and two workers are plenty, and nothing is unpacked to a temporary folder. */
    private static VertxOptions small() {
        FileSystemOptions noFiles =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(noFiles);
    }
}
