package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;

/** Base of tests of requests: the server answers all of them, and the test checks the request. */
public abstract class MessageTestSupport extends Glm4TestSupport {

    protected static final String MODEL = "glm4:GLM-4-Air";

    @BeforeEach
    protected void answerEverything() {
        server.otherwise(Reply.completion("ok"));
    }

    /** Returns the request of a message as JSON; fails the test if the call fails. */
    protected Map<String, Object> sent(String uri, Object body, Map<String, Object> headers) {
        assertThat(failure(ask(uri, body, headers))).isNull();
        return server.takeRequest(SOON).json();
    }

    protected Map<String, Object> sent(String uri, Object body) {
        return sent(uri, body, Map.of());
    }

    /** Returns the failure of a message that must not be sent to the service, and must remain unchanged. */
    protected Throwable refused(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = ask(uri, body, headers);
        assertThat(server.requests()).isEmpty();
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(new HashMap<>(headers));
        return failure(exchange);
    }

    protected Throwable refused(String uri, Object body) {
        return refused(uri, body, Map.of());
    }

    protected static Map<String, Object> user(String text) {
        return Map.of("role", "user", "content", text);
    }

    protected static Map<String, Object> system(String text) {
        return Map.of("role", "system", "content", text);
    }

    protected static List<Map<String, Object>> userSays(String text) {
        return List.of(user(text));
    }
}
