package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The exact limit of a complete response, in bytes. */
class ExactSizeLimitTest extends FailureTestSupport {

    private static final String ANSWER = GlmJson.completion("fine");

    @Test
    void answerOfExactlyTheLimitIsRead() {
        server.enqueue(Reply.json(ANSWER));

        Exchange exchange = ask(MODEL + "?maxResponseSize=" + ANSWER.length(), "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void answerOneByteOverTheLimitIsRefused() {
        server.enqueue(Reply.json(ANSWER));

        Glm4Exception failure =
                failureOf(MODEL + "?maxResponseSize=" + (ANSWER.length() - 1), Glm4ResponseException.class);

        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.requests()).hasSize(1);
    }
}
