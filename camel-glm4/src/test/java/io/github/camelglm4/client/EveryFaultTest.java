package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static io.github.camelglm4.testing.faults.Expectation.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.stream.Received;
import io.github.camelglm4.stream.WireTestSupport;
import io.github.camelglm4.testing.JmxText;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.faults.Expectation;
import io.github.camelglm4.testing.faults.Fault;
import io.github.camelglm4.testing.faults.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the service does, a call ends with its answer or with the documented exception, after the documented number
 * of requests; and neither key nor prompt is in an exception, a log, an endpoint or JMX.
 */
class EveryFaultTest extends WireTestSupport {

    private static final String UNSTREAMED = "glm4:GLM-4-Air?stream=false";
    private static final String QUESTION = "Qu3stionOfSomebody";
    private static final String SECRET = KEY.substring(KEY.indexOf('.') + 1);

    private LogCapture logs;
    private LogCapture ours;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @BeforeEach
    void captureLogs() {
        logs = new LogCapture("org.apache.camel", "io.vertx");
        ours = new LogCapture("io.github.camelglm4");
    }

    @AfterEach
    void stopCapture() {
        logs.close();
        ours.close();
    }

    private static Stream<Fault> unstreamed() {
        return Faults.unstreamed();
    }

    private static Stream<Fault> streamed() {
        return Faults.streamed();
    }

    private static Stream<Fault> timed() {
        return Faults.timed();
    }

    private static Stream<Fault> failures() {
        return Stream.concat(unstreamed(), streamed())
                .filter(Fault::fails)
                .filter(fault -> fault.replies().size() == 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unstreamed")
    void endsTheExchangeAsItShould(Fault fault) {
        fault.play(server);

        Exchange exchange = ask(UNSTREAMED + fault.options(), QUESTION);

        if (fault.fails()) {
            assertThat(exchange.getMessage().getBody()).isEqualTo(QUESTION);
            assertFailure(failure(exchange), fault.expected());
        } else {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody())
                    .asString()
                    .matches(fault.expected().text());
            assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts"))
                    .isEqualTo(fault.expected().requests());
            assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("stop");
        }
        assertRequests(fault);
        assertNothingShown(failure(exchange));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamed")
    void endsTheStreamAsItShould(Fault fault) {
        for (boolean pulled : new boolean[] {true, false}) {
            fault.play(server);

            Received received = pulled ? pull(QUESTION, fault.options()) : push(QUESTION, fault.options());

            if (fault.fails()) {
                assertFailure(received.failure(), fault.expected());
                assertThat(received.began()).isEqualTo(pulled && fault.failsTheStream());
                assertTextSoFar(received, fault);
            } else {
                assertThat(received.failure()).isNull();
                assertThat(received.text()).matches(fault.expected().text());
                assertThat(received.endHeader("CamelGlm4Attempts"))
                        .isEqualTo(fault.expected().requests());
                assertThat(received.endHeader("CamelGlm4FinishReason")).isEqualTo("stop");
                assertThat(received.exchange().getMessage().getHeader("CamelGlm4Attempts"))
                        .isEqualTo(fault.expected().requests());
            }
            assertRequests(fault);
            assertNothingShown(received.failure());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void isRetriedWhenThatMayHelp(Fault fault) {
        fault.playOnce(server);

        Expectation expected = fault.expected();
        if (fault.streamed()) {
            Received received = pull(QUESTION, fault.options());
            if (expected.retried()) {
                assertThat(received.text()).isEqualTo(Fault.TEXT);
                assertThat(received.endHeader("CamelGlm4Attempts")).isEqualTo(2);
            } else {
                assertThat(received.failure()).isExactlyInstanceOf(expected.failure());
            }
        } else {
            Exchange exchange = ask(UNSTREAMED + fault.options(), QUESTION);
            if (expected.retried()) {
                assertThat(exchange.getException()).isNull();
                assertThat(exchange.getMessage().getBody()).isEqualTo(Fault.TEXT);
                assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(2);
            } else {
                assertThat(failure(exchange)).isExactlyInstanceOf(expected.failure());
            }
        }
    }

    @Tag("timing")
    @ParameterizedTest(name = "{0}")
    @MethodSource("timed")
    void endsAsItShouldInRealTime(Fault fault) {
        if (fault.streamed()) {
            endsTheStreamAsItShould(fault);
        } else {
            endsTheExchangeAsItShould(fault);
        }
        isRetriedWhenThatMayHelp(fault);
    }

    private static void assertFailure(Throwable thrown, Expectation expected) {
        assertThat(thrown).isExactlyInstanceOf(expected.failure());
        Glm4Exception failure = (Glm4Exception) thrown;
        assertThat(failure.getMessage()).doesNotContain(Fault.PRIVATE, KEY, "<html>");
        assertThat(expected.says())
                .allSatisfy(part -> assertThat(failure.getMessage()).contains(part.replace(HOST, host())));
        assertThat(failure.getAttempts()).as("attempts").isEqualTo(expected.requests());
        assertThat(failure.isRetryable()).as("retryable").isEqualTo(expected.retryable());
        if (expected.status() != null) {
            assertThat(failure.getStatusCode()).isEqualTo(expected.status());
        }
        if (expected.code() != null) {
            assertThat(failure.getCode()).isEqualTo(expected.code());
        }
        if (expected.text() != null) {
            assertThat(failure.getText()).matches(expected.text());
        }
    }

    private static void assertTextSoFar(Received received, Fault fault) {
        if (fault.failsTheStream()) {
            assertThat(received.text()).isEqualTo(received.failure().getText());
        } else {
            assertThat(received.chunks()).isEmpty();
            assertThat(received.exchange().getMessage().getBody()).isEqualTo(QUESTION);
        }
    }

    private static String host() {
        return "127.0.0.1:" + server.port();
    }

    private static void assertRequests(Fault fault) {
        List<RecordedRequest> requests = server.requests();
        assertThat(requests)
                .hasSize(fault.replies().isEmpty() ? 0 : fault.expected().requests());
        assertThat(requests).allMatch(request -> request.path().equals("/v1/chat/completions"));
        assertThat(Faults.ELSEWHERE.connections()).isZero();
        if (fault.expected().closes()) {
            assertThat(requests)
                    .allSatisfy(request -> assertThat(request.connectionClosed())
                            .as("close of the connection")
                            .succeedsWithin(SOON));
        }
    }

    private void assertNothingShown(Throwable failure) {
        StringWriter shown = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(shown));
            shown.append(failure.toString());
        }
        for (Endpoint endpoint : context.getEndpoints()) {
            shown.append(endpoint + " " + endpoint.getEndpointUri() + " " + endpoint.getEndpointKey());
        }
        JmxText.attributes().forEach(shown::append);
        assertThat(shown.toString()).doesNotContain(SECRET, QUESTION, Fault.PRIVATE);
        assertThat(ours.text()).doesNotContain(SECRET, QUESTION, Fault.PRIVATE);
        assertThat(logs.text()).doesNotContain(SECRET);
    }
}
