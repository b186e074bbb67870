package io.github.camelglm4.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an answer has no code that is known, its HTTP status decides. */
class ErrorStatusTest extends FailureTestSupport {

    private static final String TABLE = """
            # status, exception,   retried, category
            300, Request,          false, VALIDATION
            400, Request,          false, VALIDATION
            401, Authentication,   false, AUTH
            402, Request,          false, VALIDATION
            403, Authentication,   false, AUTH
            404, Request,          false, VALIDATION
            405, Request,          false, VALIDATION
            408, Request,          true,  VALIDATION
            409, Request,          true,  VALIDATION
            413, Request,          false, VALIDATION
            422, Request,          false, VALIDATION
            425, Request,          true,  VALIDATION
            429, RateLimit,        true,  RATE_LIMIT
            434, Request,          false, VALIDATION
            435, Request,          false, VALIDATION
            499, Request,          false, VALIDATION
            500, Server,           true,  SERVER_ERROR
            501, Server,           true,  SERVER_ERROR
            502, Server,           true,  SERVER_ERROR
            503, Overloaded,       true,  RATE_LIMIT
            504, Server,           true,  SERVER_ERROR
            529, Overloaded,       true,  RATE_LIMIT
            """;

    @ParameterizedTest(name = "{0} without a body: {1}, retried: {2}")
    @CsvSource(textBlock = TABLE)
    void statusDecidesWithoutABody(int status, String type, boolean retried, String category) {
        server.otherwise(Reply.empty(status));

        Exchange exchange = ask(MODEL + "?maxRetries=1", "hello");

        Glm4Exception failure = failureIn(exchange, ErrorCodeTest.exceptionNamed(type));
        assertThat(server.requests()).hasSize(retried ? 2 : 1);
        assertThat(failure.isRetryable()).isEqualTo(retried);
        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.getCode()).isNull();
        assertThat(failure)
                .hasMessage("The service answered HTTP " + status + " [model GLM-4-Air at 127.0.0.1:" + server.port()
                        + ", " + (retried ? "2 requests]" : "1 request]"));
        assertThat(exchange.getProperty(Glm4Properties.ERROR_CATEGORY)).isEqualTo(category);
    }

    @ParameterizedTest(name = "{0} with an unknown code: {1}, retried: {2}")
    @CsvSource(textBlock = TABLE)
    void statusDecidesWithAnUnknownCode(int status, String type, boolean retried, String category) {
        server.otherwise(Reply.error(status, "some_gateway_code", "no"));

        Glm4Exception failure = failureOf(MODEL + "?maxRetries=1", ErrorCodeTest.exceptionNamed(type));

        assertThat(server.requests()).hasSize(retried ? 2 : 1);
        assertThat(failure.isRetryable()).isEqualTo(retried);
        assertThat(failure.getCode()).isEqualTo("some_gateway_code");
    }
}
