package io.github.camelglm4.embeddingroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the server come from the endpoint, its component, or the component glm4, in this order. */
class EmbeddingServerOptionsTest {

    private final int port = FreePort.next();

    private static CamelContext context(int port, String... uris) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String uri : uris) {
                    from(uri).setBody(constant(List.of(1)));
                }
            }
        });
        return context;
    }

    private static String models(int port, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + port + path + "/models");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void theNearestOneCounts() throws Exception {
        int ofComponent = FreePort.next();
        int ofEndpoint = FreePort.next();
        try (CamelContext context = context(port, "glm4:chat?serverPath=/api")) {
            Glm4EmbeddingComponent component = context.getComponent("glm4-embedding", Glm4EmbeddingComponent.class);
            component.getServer().setServerPath("/v2");
            component.getServer().setServerPort(ofComponent);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glm4-embedding:near").setBody(constant(List.of(1)));
                    from("glm4-embedding:single?serverPort=" + ofEndpoint).setBody(constant(List.of(1)));
                }
            });
            context.start();

            assertThat(models(port, "/api")).contains("chat").doesNotContain("near", "single");
            assertThat(models(ofComponent, "/v2")).contains("near").doesNotContain("chat", "single");
            assertThat(models(ofEndpoint, "/v2")).contains("single").doesNotContain("near");
        }
    }

    @Test
    void withoutOptionsOfItsOwnItIsOnTheServerOfChat() throws Exception {
        try (CamelContext context = context(port, "glm4:chat", "glm4-embedding:vectors")) {
            context.start();

            assertThat(models(port, "/v1")).contains("chat", "vectors");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "serverMaxInputs=0, serverMaxInputs",
        "serverPort=70000, serverPort",
        "serverPath=v1, serverPath",
        "serverApiKeys=%20, serverApiKeys"
    })
    void anInvalidOptionIsAnErrorAtStartup(String option, String name) throws Exception {
        try (CamelContext context = context(port, "glm4-embedding:vectors?" + option)) {
            assertThatThrownBy(context::start).hasStackTraceContaining(name);
        }
    }

    @Test
    void otherOptionsThanThoseOfTheServerAreAnErrorAtStartup() throws Exception {
        try (CamelContext context =
                context(port, "glm4:chat", "glm4-embedding:vectors?serverCors=https://app.example.com")) {
            assertThatThrownBy(context::start)
                    .hasStackTraceContaining("models of one server must have the same server options")
                    .hasStackTraceContaining("serverCors");
        }
    }
}
