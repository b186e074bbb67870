package io.github.camelglm4.serving;

import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.net.Loopback;
import io.github.camelglm4.vertx.PreparedTls;
import io.github.camelglm4.vertx.server.LimitedServer;
import io.github.camelglm4.vertx.server.NettyVersion;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on its own host and port with several event loops, for HTTP/1.1 and HTTP/2. */
public final class PortListener implements Listener {

    private static final int MAX_EVENT_LOOPS = 8;
    private static final int MAX_HEADER_BYTES = 65_536;
    private static final int MAX_INITIAL_LINE_BYTES = 16_384;
    private static final long WAIT_SECONDS = 10;

    private final Vertx vertx;
    private final ServerSettings settings;
    private final AtomicInteger connections = new AtomicInteger();
    private String deployment;

    public PortListener(Vertx vertx, ServerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    @Override
    public void open(Handler<HttpServerRequest> requests) throws Exception {
        int eventLoops =
                Math.max(2, Math.min(MAX_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()));
        try {
            deployment = await(vertx.deployVerticle(
                    () -> new EventLoop(requests), new DeploymentOptions().setInstances(eventLoops)));
            NettyVersion.check(settings.place().toString());
        } catch (ExecutionException e) {
            throw cannotListen(e.getCause());
        }
    }

    /** Has no stack trace: Camel's exception names the route that did not start. */
    private IllegalStateException cannotListen(Throwable cause) {
        return ShortTrace.of(new IllegalStateException(
                "cannot listen on " + settings.place() + ": " + cause.getMessage()
                        + ". Set another serverPort (camel.component.glm4.server-port) or serverHost, or stop the"
                        + " program that uses the port",
                cause));
    }

    @Override
    public void close() throws Exception {
        if (deployment != null) {
            await(vertx.undeploy(deployment));
            deployment = null;
            LimitedServer.portReleased(vertx).get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setPort(settings.place().port())
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_INITIAL_LINE_BYTES)
                .setSslHandshakeTimeout(settings.limits().handshakeMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpKeepAlive(true);
        if (settings.tls() != null) {
            PreparedTls.apply(settings.tls(), options);
        }
        return options;
    }

    /** The server instance of one event loop; Vert.x distributes the connections. */
    private final class EventLoop extends AbstractVerticle {

        private final Handler<HttpServerRequest> requests;

        EventLoop(Handler<HttpServerRequest> requests) {
            this.requests = requests;
        }

        @Override
        public void start(Promise<Void> started) {
            Future<?> listening = Future.succeededFuture();
            for (String host : Loopback.addresses(settings.place().host())) {
                listening = listening.compose(before -> listen(host));
            }
            listening.<Void>mapEmpty().onComplete(started);
        }

        private Future<?> listen(String host) {
            return new LimitedServer(
                            vertx,
                            options().setHost(host),
                            connections,
                            settings.limits().maxConnections(),
                            settings.limits().idleMillis())
                    .requestHandler(requests)
                    .listen();
        }
    }
}
