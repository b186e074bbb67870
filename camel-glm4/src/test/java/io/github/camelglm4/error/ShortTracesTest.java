package io.github.camelglm4.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails in daily operation fills no log with stack traces: the line with the message says all. */
class ShortTracesTest extends FailureTestSupport {

    private final int port = FreePort.next();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getRetry().setMaxRetries(0);
        component.getServer().setServerPort(port);
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").toD("glm4:GLM-4-Air?${body}");
                from("direct:body").to("glm4:GLM-4-Air");
                from("glm4:nothing").setBody(constant(null));
                from("glm4:object").setBody(constant(new Object()));
            }
        };
    }

    private List<String> logOf(String options) {
        try (LogCapture logs = new LogCapture("org.apache.camel.processor")) {
            template.send("direct:ask", exchange -> exchange.getMessage().setBody(options));
            return logs.text().lines().toList();
        }
    }

    private static Stream<String> frames(List<String> log) {
        return log.stream().filter(line -> line.startsWith("\tat "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream=false", "stream=true"})
    void aRefusalOfTheService(String options) {
        server.otherwise(Reply.error(404, "1211", "no such model"));

        List<String> log = logOf(options);

        assertThat(log).anyMatch(line -> line.contains("code 1211: no such model"));
        assertThat(frames(log)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseUrl=http://127.0.0.1:1/v1",
                "baseUrl=https://127.0.0.1:1/v1",
                "baseUrl=http://host.invalid/v1",
                "responseTimeout=50"
            })
    void aServiceThatIsNotReached(String options) {
        server.otherwise(Reply.raw().never());

        List<String> log = logOf(options);

        assertThat(log).anyMatch(line -> line.contains("Glm4"));
        assertThat(frames(log)).isEmpty();
    }

    private List<String> logOfBody(Object body) {
        try (LogCapture logs = new LogCapture("org.apache.camel.processor")) {
            template.send("direct:body", exchange -> exchange.getMessage().setBody(body));
            return logs.text().lines().toList();
        }
    }

    static List<Object> bodies() {
        return List.of(new Object(), Map.of("messages", "none"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatCannotBeSent(Object body) {
        List<String> log = logOfBody(body);

        assertThat(log).anyMatch(line -> line.contains("Glm4RequestException: "));
        assertThat(frames(log)).isEmpty();
    }

    @Test
    void aFailureOfTheBodysOwnCodeShowsWhere() {
        Glm4RequestException own = new Glm4RequestException("from the body's own code");
        own.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.acme.Body", "read", "Body.java", 1)});

        Map<String, Object> body = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw own;
            }
        };

        Exchange exchange =
                template.send("direct:body", sent -> sent.getMessage().setBody(body));

        assertThat(exchange.getException()).isSameAs(own);
        assertThat(own.getStackTrace()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "object"})
    void anAnswerThatCannotBeSent(String model) throws Exception {
        String json = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();

        try (LogCapture logs = new LogCapture("io.github.camelglm4.Glm4Consumer")) {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            List<String> log = logs.text().lines().toList();

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(log).anyMatch(line -> line.contains("The result of the route cannot be sent as an answer"));
            assertThat(frames(log)).isEmpty();
        }
    }

    @Test
    void atDebugTheTransportShowsWhere() {
        try (LogCapture debug = new LogCapture("io.github.camelglm4")) {
            assertThat(debug).isNotNull();

            assertThat(frames(logOf("baseUrl=http://127.0.0.1:1/v1"))).isNotEmpty();
        }
    }

    @Test
    void aFailureThatARouteMakesShowsWhere() {
        assertThat(new Glm4RequestException("of a route").getStackTrace()).isNotEmpty();
    }
}
