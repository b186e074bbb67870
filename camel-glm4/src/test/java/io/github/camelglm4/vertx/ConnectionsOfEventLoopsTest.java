package io.github.camelglm4.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection is used by calls of its event loop only: others would get the response piece by piece. */
class ConnectionsOfEventLoopsTest {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final EventLoops eventLoops = new EventLoops(vertx, failure -> {});
    private final Set<HttpConnection> opened = ConcurrentHashMap.newKeySet();
    private final List<HttpClient> clients = eventLoops.httpClients(new HttpClientOptions(), opened::add);

    @AfterEach
    void close() throws Exception {
        clients.forEach(HttpClient::close);
        get(vertx.close());
    }

    @Test
    void connectionsBelongToTheEventLoopOfTheirCalls() throws Exception {
        int port = get(server().listen(0)).actualPort();
        List<Context> contexts = List.of(context(), context());
        assertThat(contexts)
                .extracting(ConnectionsOfEventLoopsTest::eventLoop)
                .as("Vert.x takes its event loops in turn")
                .doesNotHaveDuplicates();

        for (int round = 0; round < 3; round++) {
            for (Context context : contexts) {
                HttpConnection connection = ask(context, port);
                assertThat(((ConnectionBase) connection).channel().eventLoop()).isSameAs(eventLoop(context));
            }
        }

        assertThat(opened).as("they are used again").hasSize(2);
    }

    private HttpServer server() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end("here"));
    }

    private Context context() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    private static Object eventLoop(Context context) {
        return ((ContextInternal) context).nettyEventLoop();
    }

    private HttpConnection ask(Context context, int port) throws Exception {
        Promise<HttpConnection> used = Promise.promise();
        RequestOptions options = new RequestOptions().setHost("localhost").setPort(port);
        context.runOnContext(v -> eventLoops
                .httpClient(clients, context)
                .request(options)
                .compose(request ->
                        request.send().compose(response -> response.body()).map(body -> request.connection()))
                .onComplete(used));
        return get(used.future());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
