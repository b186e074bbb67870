package io.github.camelglm4.client.auth;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.JmxText;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key, token, secret headers and proxy password are never shown, however a call ends. */
class SecretsTest extends FailureTestSupport {

    private static final String SECRET_HEADER = "tenantTopSecret77";
    private static final String PROXY_PASSWORD = "pr0xyPassw0rd";
    private static final String SECRET_HALF = "Sk3tch0fASecret1";

    private final List<String> shown = new ArrayList<>();
    private LogCapture logs;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        logs = new LogCapture("io.github.camelglm4", "org.apache.camel", "io.vertx");
        CamelContext context = super.createCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setSecretHeaders("X-Tenant=" + SECRET_HEADER);
        component.getTransport().setProxyPassword(PROXY_PASSWORD);
        return context;
    }

    @AfterEach
    void stopCapture() {
        logs.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "jwt"})
    void goodCallShowsNothing(String mode) throws Exception {
        server.otherwise(Reply.completion("fine"));

        callThroughARoute("authMode=" + mode);

        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.header("X-Tenant")).isEqualTo(SECRET_HEADER);
        assertNothingSecretShown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "jwt"})
    void serviceThatEchoesAllHeadersShowsNothing(String mode) throws Exception {
        server.otherwise(request -> Reply.error(401, "1002", "you sent " + request.headers())
                .header("X-LOG-ID", request.header("Authorization")));

        callThroughARoute("authMode=" + mode);

        assertNothingSecretShown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "jwt"})
    void serviceThatEchoesInPlainTextAndInTheCodeShowsNothing(String mode) throws Exception {
        server.otherwise(request -> request.connection() % 2 == 1
                ? Reply.of(503, "text/plain", request.headers().toString()).close()
                : Reply.error(500, request.header("Authorization"), "see the code"));

        callThroughARoute("authMode=" + mode);

        assertNothingSecretShown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseUrl=http://127.0.0.1:1/v1",
                "baseUrl=https://127.0.0.1:1/v1",
                "proxyHost=127.0.0.1&proxyPort=1&proxyUsername=me",
                "responseTimeout=50",
                "temperature=7",
                "authMode=basic",
                "baseUrl=ftp://127.0.0.1",
                "proxyHost=127.0.0.1&proxyPort=99999999",
            })
    void failureWithoutAnAnswerShowsNothing(String options) throws Exception {
        server.otherwise(Reply.raw().never());

        callThroughARoute("maxRetries=1&" + options);

        assertThat(shown).isNotEmpty();
        assertNothingSecretShown();
    }

    @Test
    void secretsInTheUriAreMaskedWhereCamelShowsUris() throws Exception {
        server.otherwise(Reply.error(401, "1002", "no"));
        String uri = MODEL + "?apiKey=" + KEY + "&secretHeaders=RAW(X-Tenant=" + SECRET_HEADER + ")&proxyPassword="
                + PROXY_PASSWORD;

        Endpoint endpoint = context.getEndpoint(uri);
        Exchange exchange = ask(uri, "hello");

        keep(exchange.getException());
        shown.add(endpoint.toString());
        keepJmx();
        assertNoSecretIn(String.join("\n", shown), "exception, toString and JMX");
    }

    private void callThroughARoute(String options) throws Exception {
        String uri = MODEL + "?" + options;
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask").to(uri);
                }
            });
            keep(ask("direct:ask", "hello").getException());
        } catch (Exception e) {
            keep(e);
        }
        for (Endpoint endpoint : context.getEndpoints()) {
            shown.add(endpoint + " " + endpoint.getEndpointUri() + " " + endpoint.getEndpointKey());
        }
        keepJmx();
    }

    private void keep(Throwable failure) {
        if (failure != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            shown.add(trace.toString());
        }
    }

    private void keepJmx() {
        List<String> attributes = JmxText.attributes();
        assertThat(attributes).as("JMX attributes").hasSizeGreaterThan(10);
        shown.addAll(attributes);
    }

    private void assertNothingSecretShown() {
        assertThat(logs.levels()).as("levels in the log").contains("TRACE", "DEBUG");
        assertNoSecretIn(logs.text(), "log");
        assertNoSecretIn(String.join("\n", shown), "exceptions, endpoints and JMX");
    }

    private static void assertNoSecretIn(String text, String where) {
        List<String> found = text.lines()
                .filter(line -> line.contains(SECRET_HALF)
                        || line.contains(SECRET_HEADER)
                        || line.contains(PROXY_PASSWORD)
                        || line.contains("eyJhbGci"))
                .toList();
        assertThat(found).as(where).isEmpty();
    }
}
