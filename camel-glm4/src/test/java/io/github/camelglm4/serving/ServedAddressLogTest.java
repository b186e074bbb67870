package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.LogCapture;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log shows where models are served. */
class ServedAddressLogTest extends ServingTestSupport {

    private static final String LOGGER = "io.github.camelglm4.ServedAddresses";

    @Test
    void oneLineForEachServerOfAStartingContext() throws Exception {
        try (LogCapture log = new LogCapture(LOGGER);
                CamelContext starting = new DefaultCamelContext()) {
            starting.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
            starting.addRoutes(route("fast"));
            starting.addRoutes(route("smart"));
            starting.addRoutes(route("*"));
            starting.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glm4-embedding:fast").setBody(constant(List.of(1)));
                }
            });
            assertThat(log.text()).isEmpty();

            starting.start();

            assertThat(log.text().lines())
                    .containsExactly("INFO " + LOGGER
                            + " Serving fast, smart, any model, fast (embeddings) at http://localhost:" + port + "/v1");
        }
    }

    @Test
    void oneLineForEachRouteThatIsAddedLater() throws Exception {
        try (LogCapture log = new LogCapture(LOGGER)) {
            context.addRoutes(route("one"));
            context.addRoutes(route("two?serverPath=/v1"));

            assertThat(log.text().lines())
                    .map(line -> line.replaceAll(".* Serving", "Serving"))
                    .containsExactly(
                            "Serving one at http://localhost:" + port + "/v1",
                            "Serving two at http://localhost:" + port + "/v1");
        }
    }

    @Test
    void noLineForAServerThatDoesNotStart() throws Exception {
        context.addRoutes(route("one"));
        try (LogCapture log = new LogCapture(LOGGER);
                CamelContext other = new DefaultCamelContext()) {
            other.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
            other.addRoutes(route("two"));
            try {
                other.start();
            } catch (Exception inUse) {
                assertThat(inUse).hasStackTraceContaining("cannot listen on");
            }

            assertThat(log.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, /v1, http://localhost:8000/v1",
        "0.0.0.0, '', http://0.0.0.0:8000",
        "::1, /v1, http://[::1]:8000/v1",
        "[::1], /v1, http://[::1]:8000/v1"
    })
    void theAddressIsABaseUrl(String host, String path, String url) {
        assertThat(settings(new ServerSettings.Place(host, 8_000), path).baseUrl())
                .isEqualTo(url);
    }

    @Test
    void theAddressOfTheApplicationsServerIsNotKnown() {
        assertThat(settings(ServerSettings.Place.SHARED, "/v1").baseUrl())
                .isEqualTo("/v1 of the application's HTTP server");
    }

    private static ServerSettings settings(ServerSettings.Place place, String path) {
        return new ServerSettings(
                place, path, Set.of(), Set.of(), 1, 1, null, CallerLimits.forNewServers(), Metering.NONE);
    }

    private static RoutesBuilder route(String model) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:" + model).setBody(constant(List.of("Hello")));
            }
        };
    }
}
