package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.Http2Frames;
import java.io.DataInputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models come and go with their routes, and the server with the first and the last of them. */
@Timeout(60)
class ServedRouteLifecycleTest extends ServedLifeTestSupport {

    private static RoutesBuilder route(String model) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:" + model).routeId(model).setBody(constant("I am " + model));
            }
        };
    }

    private void add(String model) throws Exception {
        context.addRoutes(route(model));
    }

    private void remove(String model) throws Exception {
        context.getRouteController().stopRoute(model);
        assertThat(context.removeRoute(model)).isTrue();
    }

    private void assertServed(String model) throws Exception {
        assertThat(send(chat(unstreamed(model))).body()).contains("I am " + model);
    }

    private void assertRefused(String model, int status, String code) throws Exception {
        HttpResponse<String> response = send(chat(unstreamed(model)));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).get("error"))
                .isInstanceOfSatisfying(
                        Map.class, error -> assertThat(error.get("code")).isEqualTo(code));
    }

    private void assertNobodyListens() {
        // a socket of its own: a client may try a connection that it kept
        assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void suspendedRouteSaysSoAndServesAgainWhenItIsResumed() throws Exception {
        add("one");
        assertServed("one");

        context.getRouteController().suspendRoute("one");
        assertRefused("one", 503, "model_unavailable");
        awaitNoExchange();

        context.getRouteController().resumeRoute("one");
        assertServed("one");
    }

    /** The refusal of a caller that takes no data is not through before abandonTimeout. */
    @Test
    void routeThatStopsDoesNotWaitForCallersThatItRefuses() throws Exception {
        add("one");
        context.getRouteController().suspendRoute("one");
        byte[] noWindow = Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(Http2Frames.join(Http2Frames.preface(), noWindow, Http2Frames.question(unstreamed("one"))));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Http2Frames.Frame frame = Http2Frames.read(in);
            while (frame.type() != Http2Frames.HEADERS) {
                frame = Http2Frames.read(in);
            }
            assertThat(Http2Frames.status(frame)).isEqualTo("503");

            CompletableFuture<Boolean> stopped = new CompletableFuture<>();
            Thread stopping = new Thread(() -> {
                try {
                    // whether it stopped without force, within the time
                    stopped.complete(context.getRouteController().stopRoute("one", 20, TimeUnit.SECONDS, true));
                } catch (Exception e) {
                    stopped.completeExceptionally(e);
                }
            });
            stopping.start();

            assertThat(stopped.get(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void suspendedContextSaysSoAndServesAgainWhenItIsResumed() throws Exception {
        add("one");

        context.suspend();
        assertRefused("one", 503, "model_unavailable");

        context.resume();
        assertServed("one");
    }

    @Test
    void routesAreAddedAndRemovedWhileOthersServe() throws Exception {
        add("one");
        add("two");
        assertServed("one");
        assertServed("two");

        remove("one");

        assertRefused("one", 404, "model_not_found");
        assertServed("two");
    }

    @Test
    void routeThatIsStoppedServesAgainWhenItIsStarted() throws Exception {
        add("one");
        context.getRouteController().stopRoute("one");
        assertNobodyListens();

        context.getRouteController().startRoute("one");

        assertServed("one");
    }

    @Test
    void lastRouteLeavesThePortToOthers() throws Exception {
        add("one");
        assertServed("one");
        remove("one");
        assertNobodyListens();

        try (CamelContext other = new DefaultCamelContext()) {
            other.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
            other.addRoutes(route("two"));
            other.start();
            assertServed("two");
        }
        assertNobodyListens();
    }

    @Test
    void takenPortFailsTheRouteAndIsTakenWhenItIsFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> add("one"))
                    .hasMessageContaining("localhost:" + port)
                    .hasMessageContaining("Address already in use");
        }
        context.getRouteController().startRoute("one");

        assertServed("one");
    }

    @Test
    void portOfAnotherContextIsTaken() throws Exception {
        add("one");
        try (CamelContext other = new DefaultCamelContext()) {
            other.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
            other.addRoutes(route("two"));

            assertThatThrownBy(other::start).hasStackTraceContaining("localhost:" + port);
        }
        assertServed("one");
    }

    @Test
    void contextThatStopsLeavesThePort() throws Exception {
        add("one");
        assertServed("one");

        context.stop();

        assertNobodyListens();
    }
}
