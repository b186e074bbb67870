package io.github.camelglm4.vertx.server;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that is cut off has no regular end. */
class ResponseCutTest {

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> cut = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theConnectionIsClosed() throws Exception {
        int port = port(vertx.createHttpServer().requestHandler(request -> {
            request.response().setChunked(true).write("the start").onSuccess(written -> {
                ResponseCut.cut(request.connection(), request.response(), false);
                cut.complete(null);
            });
        }));

        assertThat(response(port)).contains("the start").doesNotEndWith("0\r\n\r\n");
        assertThat(cut).succeedsWithin(SOON);
    }

    /** As when a server stops, and closes its connections first. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClosedConnectionIsNoError(boolean closeIsEnd) throws Exception {
        int port = port(vertx.createHttpServer()
                .requestHandler(request -> request.connection()
                        .closeHandler(closed -> vertx.runOnContext(next -> {
                            try {
                                ResponseCut.cut(request.connection(), request.response(), closeIsEnd);
                                cut.complete(null);
                            } catch (RuntimeException e) {
                                cut.completeExceptionally(e);
                            }
                        }))
                        .close()));

        response(port);

        assertThat(cut).succeedsWithin(SOON);
    }

    private static int port(HttpServer server) throws Exception {
        return server.listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SOON.toSeconds(), TimeUnit.SECONDS)
                .actualPort();
    }

    private static String response(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream input = socket.getInputStream()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            return new String(input.readAllBytes());
        }
    }
}
