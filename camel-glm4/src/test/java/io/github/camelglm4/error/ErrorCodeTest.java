package io.github.camelglm4.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform's business code decides which exception a failed answer is, and whether it is asked again. */
class ErrorCodeTest extends FailureTestSupport {

    private static final String ONE_RETRY = MODEL + "?maxRetries=1";

    @ParameterizedTest(name = "{1} with code {0}: {2}, retried: {3}")
    @CsvSource(textBlock = """
                    # code, status, exception,  retried, category
                    1000, 401, Authentication,  false, AUTH
                    1001, 401, Authentication,  false, AUTH
                    1002, 401, Authentication,  false, AUTH
                    1003, 401, Authentication,  false, AUTH
                    1004, 401, Authentication,  false, AUTH
                    1005, 401, Authentication,  false, AUTH
                    401,  401, Authentication,  false, AUTH
                    1110, 429, Authentication,  false, AUTH
                    1111, 429, Authentication,  false, AUTH
                    1112, 429, Authentication,  false, AUTH
                    1121, 429, Authentication,  false, AUTH
                    1120, 429, RateLimit,       true,  RATE_LIMIT
                    1302, 429, RateLimit,       true,  RATE_LIMIT
                    1303, 429, RateLimit,       true,  RATE_LIMIT
                    1313, 429, RateLimit,       true,  RATE_LIMIT
                    1701, 429, RateLimit,       true,  RATE_LIMIT
                    1305, 429, Overloaded,      true,  RATE_LIMIT
                    1312, 429, Overloaded,      true,  RATE_LIMIT
                    1113, 429, Quota,           false, RATE_LIMIT
                    1304, 429, Quota,           false, RATE_LIMIT
                    1308, 429, Quota,           false, RATE_LIMIT
                    1309, 429, Quota,           false, RATE_LIMIT
                    1310, 429, Quota,           false, RATE_LIMIT
                    1311, 429, Quota,           false, RATE_LIMIT
                    1314, 429, Quota,           false, RATE_LIMIT
                    1315, 400, Quota,           false, RATE_LIMIT
                    1316, 429, Quota,           false, RATE_LIMIT
                    1317, 429, Quota,           false, RATE_LIMIT
                    1318, 429, Quota,           false, RATE_LIMIT
                    1319, 429, Quota,           false, RATE_LIMIT
                    1320, 429, Quota,           false, RATE_LIMIT
                    1321, 429, Quota,           false, RATE_LIMIT
                    1261, 400, ContextLength,   false, VALIDATION
                    1300, 400, ContentFilter,   false, VALIDATION
                    1301, 400, ContentFilter,   false, VALIDATION
                    1210, 400, Request,         false, VALIDATION
                    1211, 400, Request,         false, VALIDATION
                    1212, 400, Request,         false, VALIDATION
                    1213, 400, Request,         false, VALIDATION
                    1214, 400, Request,         false, VALIDATION
                    1215, 400, Request,         false, VALIDATION
                    1220, 403, Request,         false, VALIDATION
                    1221, 404, Request,         false, VALIDATION
                    1222, 404, Request,         false, VALIDATION
                    1231, 400, Request,         false, VALIDATION
                    1233, 400, Request,         false, VALIDATION
                    1702, 400, Request,         false, VALIDATION
                    1703, 400, Request,         false, VALIDATION
                    500,  500, Server,          true,  SERVER_ERROR
                    1100, 429, Server,          true,  SERVER_ERROR
                    1200, 400, Server,          true,  SERVER_ERROR
                    1230, 500, Server,          true,  SERVER_ERROR
                    1234, 500, Server,          true,  SERVER_ERROR
                    """)
    void codeDecidesBeforeTheStatus(String code, int status, String type, boolean retried, String category) {
        server.otherwise(Reply.error(status, code, "that is why").header("X-LOG-ID", "log-7"));

        Exchange exchange = ask(ONE_RETRY, "hello");

        Glm4Exception failure = failureIn(exchange, exceptionNamed(type));
        int requests = retried ? 2 : 1;
        assertThat(server.requests()).hasSize(requests);
        assertThat(failure.getAttempts()).isEqualTo(requests);
        assertThat(failure.isRetryable()).isEqualTo(retried);
        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getServerRequestId()).isEqualTo("log-7");
        assertThat(failure).hasMessageContaining("HTTP " + status + ", code " + code + ": that is why");
        assertThat(exchange.getProperty(Glm4Properties.ERROR_CATEGORY)).isEqualTo(category);
    }

    @Test
    void sameCodeInsideASuccessAnswerDecidesToo() {
        server.otherwise(Reply.error(200, "1305", "too many people"));

        Glm4Exception failure = failureOf(ONE_RETRY, exceptionNamed("Overloaded"));

        assertThat(failure.getStatusCode()).isEqualTo(200);
        assertThat(failure.getCode()).isEqualTo("1305");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void askedWaitIsAPropertyOfTheExchange() {
        server.enqueue(Reply.error(429, "1113", "no money").header("Retry-After", "7"));

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getProperty(Glm4Properties.RETRY_AFTER_MILLIS)).isEqualTo(7_000L);
    }

    @Test
    void propertiesOfAFailureAreGoneAfterTheNextSuccess() {
        server.enqueue(Reply.error(429, "1113", "no money").header("Retry-After", "7"), Reply.completion("fine"));
        Exchange exchange = ask(MODEL, "hello");
        exchange.setException(null);

        template.send(MODEL, exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
        assertThat(exchange.getProperties())
                .doesNotContainKeys(Glm4Properties.ERROR_CATEGORY, Glm4Properties.RETRY_AFTER_MILLIS);
    }

    @SuppressWarnings("unchecked")
    static Class<? extends Glm4Exception> exceptionNamed(String name) {
        try {
            return (Class<? extends Glm4Exception>)
                    Class.forName(Glm4Exception.class.getPackageName() + ".Glm4" + name + "Exception");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
