package io.github.camelglm4.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.UsageLimits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timer by which callers are read again ends with the component, even if its Vert.x instance lives on. */
@Timeout(60)
class GatewayEndTest {

    private final HandTimers timers = new HandTimers();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = FreePort.next();

    @BeforeEach
    void configure() {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.setVertx(timers.vertx());
        component.getServer().setServerPort(port);
        component
                .getGateway()
                .setServerCallers(
                        List.of(new Caller("a", Set.of(KeyDigest.of("a")), null, UsageLimits.UNLIMITED, null)));
    }

    @AfterEach
    void close() throws Exception {
        context.close();
        timers.close();
    }

    private void serve(String more) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m?serverHost=localhost" + more).setBody(constant("yes"));
            }
        });
    }

    @Test
    void whenTheContextStops() throws Exception {
        serve("");
        context.start();
        assertThat(timers.intervals()).hasSize(1);

        context.stop();

        assertThat(timers.intervals()).isEmpty();
    }

    @Test
    void notWhenARouteStartsAgain() throws Exception {
        serve("");
        context.start();
        String route = context.getRoutes().get(0).getId();
        context.getRouteController().stopRoute(route);
        context.getRouteController().startRoute(route);

        assertThat(timers.intervals()).hasSize(1);
    }

    @Test
    void whenTheStartFails() throws Exception {
        serve("&serverApiKeys=a:a");
        assertThatThrownBy(context::start).hasStackTraceContaining("serverApiKeys must not be set together");

        context.stop();

        assertThat(timers.intervals()).isEmpty();
    }

    @Test
    void whenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
            assertThat(taken.isBound()).isTrue();
            serve("");
            assertThatThrownBy(context::start).hasStackTraceContaining(String.valueOf(port));

            context.stop();

            assertThat(timers.intervals()).isEmpty();
        }
    }
}
