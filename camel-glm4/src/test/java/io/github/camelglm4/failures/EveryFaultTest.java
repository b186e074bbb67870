package io.github.camelglm4.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.Fault;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever the service does, a call ends with its answer or with the exception that is meant for that, and neither key nor
 * question is in an exception, a log, an endpoint or JMX.
 */
class EveryFaultTest extends FailureTestSupport {

    @RegisterExtension
    static final ScriptedServer elsewhere = ScriptedServer.start();

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

    @TestFactory
    Stream<DynamicTest> endsTheExchangeAsItShould() {
        return tests(false);
    }

    @TestFactory
    Stream<DynamicTest> endsTheStreamAsItShould() {
        return tests(true);
    }

    private Stream<DynamicTest> tests(boolean streamed) {
        return Fault.all(elsewhere.url("/v1/chat/completions")).stream()
                .filter(fault -> fault.streamed() == streamed)
                .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> play(fault)));
    }

    private void play(Fault fault) {
        fault.play(server);
        StringBuilder text = new StringBuilder();

        Throwable failure =
                ask(MODEL + "?maxRetries=1&stream=" + fault.streamed() + fault.options(), fault.streamed(), text);

        if (fault.failure() == null) {
            assertThat(failure).isNull();
            assertThat(text).hasToString(Fault.TEXT);
        } else {
            assertThat(failure).isExactlyInstanceOf(fault.failure());
            assertThat(text.toString()).isIn("", Fault.BEGINNING, Fault.TEXT);
            assertThat(((Glm4Exception) failure).getAttempts()).isBetween(1, 2);
        }
        assertThat(elsewhere.connections()).isZero();
        assertNothingShown(failure);
    }

    /** What came of the text, and the failure of the exchange or of its stream. */
    private Throwable ask(String uri, boolean streamed, StringBuilder text) {
        Exchange exchange = ask(uri, QUESTION);
        Throwable failure = failure(exchange);
        if (failure != null) {
            assertThat(exchange.getMessage().getBody()).isEqualTo(QUESTION);
        } else if (streamed) {
            try {
                for (Message chunk : exchange.getMessage().getBody(ChatCompletionStream.class)) {
                    text.append(chunk.getBody(String.class));
                }
            } catch (Glm4Exception e) {
                return e;
            }
        } else {
            text.append(exchange.getMessage().getBody(String.class));
        }
        return failure;
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
