package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.stream.Received;
import io.github.camelglm4.stream.WireTestSupport;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.faults.Api;
import io.github.camelglm4.testing.faults.Expectation;
import io.github.camelglm4.testing.faults.Fault;
import io.github.camelglm4.testing.faults.FaultOutcome;
import io.github.camelglm4.testing.faults.Faults;
import java.util.stream.Stream;
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
        return Faults.unstreamed(Api.CHAT);
    }

    private static Stream<Fault> streamed() {
        return Faults.streamed();
    }

    private static Stream<Fault> timed() {
        return Faults.timed(Api.CHAT);
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
            FaultOutcome.assertFailure(failure(exchange), fault.expected(), server);
        } else {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody())
                    .asString()
                    .matches(fault.expected().text());
            assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts"))
                    .isEqualTo(fault.expected().requests());
            assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("stop");
        }
        FaultOutcome.assertRequests(fault, Api.CHAT, server);
        assertNothingShown(failure(exchange));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamed")
    void endsTheStreamAsItShould(Fault fault) {
        for (boolean pulled : new boolean[] {true, false}) {
            fault.play(server);

            Received received = pulled ? pull(QUESTION, fault.options()) : push(QUESTION, fault.options());

            if (fault.fails()) {
                FaultOutcome.assertFailure(received.failure(), fault.expected(), server);
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
            FaultOutcome.assertRequests(fault, Api.CHAT, server);
            assertNothingShown(received.failure());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void isRetriedWhenThatMayHelp(Fault fault) {
        fault.playOnce(server, Api.CHAT);

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

    private static void assertTextSoFar(Received received, Fault fault) {
        if (fault.failsTheStream()) {
            assertThat(received.text()).isEqualTo(received.failure().getText());
        } else {
            assertThat(received.chunks()).isEmpty();
            assertThat(received.exchange().getMessage().getBody()).isEqualTo(QUESTION);
        }
    }

    private void assertNothingShown(Throwable failure) {
        assertThat(FaultOutcome.shownBy(failure) + FaultOutcome.shownBy(context) + ours.text())
                .doesNotContain(SECRET, QUESTION, Fault.PRIVATE);
        assertThat(logs.text()).doesNotContain(SECRET);
    }
}
