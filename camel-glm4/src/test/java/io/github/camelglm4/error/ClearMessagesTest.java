package io.github.camelglm4.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.testing.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names who was asked, what was wrong, its value, and what to do about it. */
class ClearMessagesTest extends FailureTestSupport {

    private String host() {
        return "127.0.0.1:" + server.port();
    }

    @Test
    void aRefusalNamesModelHostAttemptsAndWhatItsCodeMeans() {
        server.otherwise(Reply.error(400, "1211", "模型不存在，请检查模型代码。"));

        Glm4Exception failure = failureOf("glm4:glm-5-typo", Glm4RequestException.class);

        assertThat(failure)
                .hasMessage(
                        "The service answered HTTP 400, code 1211: 模型不存在，请检查模型代码。 [model not found; model glm-5-typo at "
                                + host() + ", 1 request]");
        assertThat(failure.getServiceMessage()).isEqualTo("模型不存在，请检查模型代码。");
    }

    @ParameterizedTest
    @CsvSource({"false, 1113, no balance", "true, 1113, no balance"})
    void streamedOrNot(boolean stream, String code, String meaning) {
        server.otherwise(Reply.error(429, code, "余额不足"));

        Glm4Exception failure = failureOf(MODEL + "?stream=" + stream, Glm4QuotaException.class);

        assertThat(failure.getMessage()).contains(meaning, "余额不足", "GLM-4-Air", host(), "1 request");
    }

    @Test
    void attemptsAreCounted() {
        server.otherwise(Reply.error(503, "1305", "busy").header("X-LOG-ID", "log-7"));

        Glm4Exception failure = failureOf(MODEL + "?maxRetries=2", Glm4OverloadedException.class);

        assertThat(failure.getMessage()).contains("model overloaded", "3 requests", "request id log-7");
    }

    @Test
    void aCodeOfAnotherServiceHasNoMeaningOfOurs() {
        server.otherwise(Reply.error(400, "tenant_7", "no"));

        assertThat(failureOf(MODEL, Glm4RequestException.class).getMessage()).contains("code tenant_7: no [");
    }

    @Test
    void tlsToAPortThatDoesNotSpeakIt() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                .close());

        Glm4Exception failure =
                failureOf(MODEL + "?maxRetries=0&baseUrl=https://" + host() + "/v1", Glm4ConnectionException.class);

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(failure.getMessage()).contains(host(), "does not use TLS", "http://");
        assertThat(trace.toString()).doesNotContain("485454502f");
    }

    @Test
    void plainTextToAPortThatSpeaksTls() {
        server.otherwise(Reply.raw()
                .bytes(new byte[] {21, 3, 3, 0, 2, 2, 70, 13, 10, 13, 10})
                .close());

        assertThat(failureOf(MODEL + "?maxRetries=0", Glm4ResponseException.class)
                        .getMessage())
                .contains(host(), "https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my host/v1", "http://[::1/v1", "htp:/nowhere", "open.bigmodel.cn/api"})
    void aWrongBaseUrlIsShown(String url) {
        assertThatThrownBy(() -> template.requestBody(MODEL + "?baseUrl=RAW(" + url + ")", "hello"))
                .rootCause()
                .hasMessageContaining(url)
                .hasMessageContaining("baseUrl")
                .hasMessageContaining("https://open.bigmodel.cn/api/paas/v4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://me:s3cretPass@my host/v1", "http://my host/v1?key=s3cretPass", "ftp://h/?k=s3cretPass"})
    void whatMayBeSecretInABaseUrlIsNot(String url) {
        assertThatThrownBy(() -> template.requestBody(MODEL + "?baseUrl=RAW(" + url + ")", "hello"))
                .rootCause()
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("s3cretPass");
    }

    @Test
    void aTemperatureNamesItsLimit() {
        assertThatThrownBy(() -> template.requestBody(MODEL + "?temperature=1.5", "hello"))
                .rootCause()
                .hasMessageContainingAll("temperature", "from 0 to 1,", "1.5", "maxTemperature");
        assertThat(failure(ask(MODEL, "hello", Map.of("CamelGlm4Temperature", "1.5"))))
                .hasMessageContainingAll("CamelGlm4Temperature", "1.5", "maxTemperature");
        assertThat(failure(ask(
                        MODEL,
                        Map.of("temperature", 1.5, "messages", List.of(Map.of("role", "user", "content", "x"))))))
                .hasMessageContainingAll("temperature", "1.5", "maxTemperature");
    }

    @Test
    void aProxyWithoutAPort() {
        assertThatThrownBy(() -> template.requestBody(MODEL + "?proxyHost=proxy.example.com", "hello"))
                .rootCause()
                .hasMessageContainingAll("proxyPort is not set", "proxy.example.com")
                .hasMessageNotContaining("is 0");
    }

    @Test
    void aPortInUseNamesTheOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String uri = "glm4:taken?serverHost=127.0.0.1&serverPort=" + taken.getLocalPort();

            assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(uri).setBody(constant("x"));
                        }
                    }))
                    .hasStackTraceContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasStackTraceContaining("Set another serverPort")
                    .rootCause()
                    .satisfies(cause -> assertThat(cause.getStackTrace()).isEmpty());
        }
    }

    @Test
    void malformedJsonIsRefusedWithItsPlaceAndNothingOfItsContent() {
        server.otherwise(Reply.json("{\"choices\":[{\"message\":{\"content\":PRIVATE}}]}"));

        assertThat(failureOf(MODEL, Glm4ResponseException.class).getMessage())
                .containsPattern("at byte \\d+")
                .doesNotContain("PRIVATE");
    }

    @Test
    void oneRequestIsOne() {
        server.otherwise(Reply.raw().never());

        assertThat(failureOf(MODEL + "?requestTimeout=100", Glm4TimeoutException.class)
                        .getMessage())
                .contains("1 request sent");
    }
}
