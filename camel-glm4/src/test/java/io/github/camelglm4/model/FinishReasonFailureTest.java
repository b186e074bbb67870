package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response with status 200 whose finish reason reports a failure. */
class FinishReasonFailureTest extends FailureTestSupport {

    private static Reply finished(String reason, String text) {
        return Reply.json("{\"request_id\":\"r-9\",\"choices\":[{\"index\":0,\"finish_reason\":\"" + reason
                + "\",\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensitive", "content_filter"})
    void moderationStopIsAFilterFailureWithTheTextSoFar(String reason) {
        server.otherwise(finished(reason, "so far"));

        Exchange exchange = ask(MODEL, "hello");

        Glm4Exception failure = failureIn(exchange, Glm4ContentFilterException.class);
        assertThat(failure.getText()).isEqualTo("so far");
        assertThat(failure.getCode()).isEqualTo(reason);
        assertThat(failure.getStatusCode()).isEqualTo(200);
        assertThat(failure.getServerRequestId()).isEqualTo("r-9");
        assertThat(failure.getMessage()).contains(reason).doesNotContain("so far");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(exchange.getProperty(Glm4Properties.ERROR_CATEGORY)).isEqualTo("VALIDATION");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void moderationStopBeforeTheFirstWordIsNotAskedAgainEither() {
        server.otherwise(finished("sensitive", ""));

        failureOf(MODEL, Glm4ContentFilterException.class);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void networkErrorWithoutTextIsAskedAgain() {
        server.enqueue(finished("network_error", ""), Reply.completion("fine"));

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(2);
    }

    @Test
    void networkErrorWithoutTextFailsWhenRetriesAreUsedUp() {
        server.otherwise(finished("network_error", ""));

        Glm4Exception failure = failureOf(MODEL, Glm4ServerException.class);

        assertThat(failure.getAttempts()).isEqualTo(3);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void networkErrorWithTextIsNotAskedAgainAndBringsTheText() {
        server.otherwise(finished("network_error", "half of it"));

        Glm4Exception failure = failureOf(MODEL, Glm4ServerException.class);

        assertThat(failure.getText()).isEqualTo("half of it");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void exceededContextWindowIsAContextLengthFailure() {
        server.otherwise(finished("model_context_window_exceeded", "begun"));

        Glm4Exception failure = failureOf(MODEL, Glm4ContextLengthException.class);

        assertThat(failure.getCode()).isEqualTo("model_context_window_exceeded");
        assertThat(failure.getText()).isEqualTo("begun");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void lengthWithoutTextIsAFailureThatSaysWhatToDo() {
        server.otherwise(finished("length", ""));

        Glm4Exception failure = failureOf(MODEL, Glm4ResponseException.class);

        assertThat(failure.getMessage()).contains("maxTokens").contains("thinking=disabled");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void lengthWithTextIsAnAnswer() {
        server.enqueue(finished("length", "cut he"));

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("cut he");
        assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("length");
    }

    @Test
    void unknownReasonIsAnAnswer() {
        server.enqueue(finished("abort_by_moon_phase", "text"));

        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("text");
        assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("abort_by_moon_phase");
    }
}
