package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.Patience.SOON;
import static io.github.camelglm4.testing.faults.Expectation.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.JmxText;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** Assertions about a call to which a fault was played. */
public final class FaultOutcome {

    private FaultOutcome() {}

    public static void assertFailure(Throwable thrown, Expectation expected, ScriptedServer server) {
        assertThat(thrown).isExactlyInstanceOf(expected.failure());
        Glm4Exception failure = (Glm4Exception) thrown;
        assertThat(failure.getMessage()).doesNotContain(Fault.PRIVATE, Glm4TestSupport.KEY, "<html>");
        assertThat(expected.says())
                .allSatisfy(part ->
                        assertThat(failure.getMessage()).contains(part.replace(HOST, "127.0.0.1:" + server.port())));
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

    /** The service got as many requests as expected, all with the path of the operation, and no other host got one. */
    public static void assertRequests(Fault fault, Api api, ScriptedServer server) {
        List<RecordedRequest> requests = server.requests();
        assertThat(requests)
                .hasSize(fault.replies().isEmpty() ? 0 : fault.expected().requests());
        assertThat(requests).allMatch(request -> request.path().equals(api.path()));
        assertThat(Faults.ELSEWHERE.connections()).isZero();
        if (fault.expected().closes()) {
            assertThat(requests)
                    .allSatisfy(request -> assertThat(request.connectionClosed())
                            .as("close of the connection")
                            .succeedsWithin(SOON));
        }
    }

    /** All that a failure shows, which may be null. */
    public static String shownBy(Throwable failure) {
        StringWriter shown = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(shown));
            shown.append(failure.toString());
        }
        return shown.toString();
    }

    /** All that endpoints and JMX show. */
    public static String shownBy(CamelContext context) {
        StringBuilder shown = new StringBuilder();
        for (Endpoint endpoint : context.getEndpoints()) {
            shown.append(endpoint + " " + endpoint.getEndpointUri() + " " + endpoint.getEndpointKey());
        }
        JmxText.attributes().forEach(shown::append);
        return shown.toString();
    }
}
