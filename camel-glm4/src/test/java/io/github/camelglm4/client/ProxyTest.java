package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A proxy gets CONNECT for https and the full URL for http, and its rejection has a clear message. */
class ProxyTest extends FailureTestSupport {

    private static final String PASSWORD = "pr0xyPassw0rd";

    private String through(String baseUrl) {
        return MODEL + "?maxRetries=0&baseUrl=" + baseUrl + "&proxyHost=127.0.0.1&proxyPort=" + server.port()
                + "&proxyUsername=me&proxyPassword=" + PASSWORD;
    }

    @Test
    void refusedConnectFailsAndNothingOfTheCallReachesTheProxy() {
        server.otherwise(Reply.of(407, "text/plain", "who are you"));

        Glm4Exception failure = failureOf(through("https://model.invalid/v1"), Glm4ConnectionException.class);

        RecordedRequest connect = server.requests().get(0);
        assertThat(connect.method()).isEqualTo("CONNECT");
        assertThat(connect.path()).isEqualTo("model.invalid:443");
        assertThat(connect.header("Authorization")).isNull();
        assertThat(connect.text()).isEmpty();
        assertThat(failure.getMessage()).contains("model.invalid:443", "407").doesNotContain(PASSWORD);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void plainHttpGoesThroughTheProxyWithItsCredentials() {
        server.enqueue(Reply.completion("fine"));

        Exchange exchange = ask(through("http://model.invalid:8000/v1"), "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.path()).isEqualTo("http://model.invalid:8000/v1/chat/completions");
        assertThat(request.header("Proxy-Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }
}
