package io.github.camelglm4.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LogCapture;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Insecure settings cause a warning at startup, which does not contain the key. */
class InsecureSettingsWarningTest extends FailureTestSupport {

    private LogCapture logs;

    @BeforeEach
    void captureLogs() {
        logs = new LogCapture("io.github.camelglm4");
    }

    @AfterEach
    void stopCapture() {
        logs.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.0.2.1/v1, true",
        "http://model.example/v1, true",
        "https://192.0.2.1/v1, false",
        "http://127.0.0.1:9/v1, false",
        "http://localhost:9/v1, false"
    })
    void aKeyOverPlainHttpIsWarnedOf(String baseUrl, boolean warned) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(MODEL + "?baseUrl=" + baseUrl);
            }
        });

        assertThat(logs.text().contains("is sent over http without encryption")).isEqualTo(warned);
        assertThat(logs.text()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, '', true", "0.0.0.0, &serverApiKeys=k, false", "localhost, '', false"})
    void aModelWithoutServerKeysIsWarnedOf(String host, String keys, boolean warned) throws Exception {
        int port = FreePort.next();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:served?serverHost=" + host + "&serverPort=" + port + keys)
                        .setBody(constant("fine"));
            }
        });

        assertThat(logs.text().contains("serverApiKeys is not set")).isEqualTo(warned);
    }
}
