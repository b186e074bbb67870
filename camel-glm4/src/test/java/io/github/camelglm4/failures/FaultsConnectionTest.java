package io.github.camelglm4.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Faults of the connection: a part of an answer is never taken for the whole, and no fault is waited for without end. */
class FaultsConnectionTest extends FailureTestSupport {

    private static final Reply LONG = Reply.completion("a long answer ".repeat(100));

    private void assertAnswerAfterAttempts(int attempts) {
        Exchange exchange = ask(MODEL, "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(attempts);
    }

    private void assertTruncatedAndNotAskedAgain() {
        Glm4Exception failure = failureOf(MODEL, Glm4TruncatedException.class);

        assertThat(failure).hasMessageContaining("127.0.0.1:" + server.port());
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("resetbefore: RST before any answer is retried")
    void resetbefore() {
        server.enqueue(Reply.raw().reset(), Reply.completion("fine"));

        assertAnswerAfterAttempts(2);
    }

    @Test
    @DisplayName("resetbefore, for ever: fails after maxRetries and says how often it tried")
    void resetbeforeForEver() {
        server.otherwise(Reply.raw().reset());

        Glm4Exception failure = failureOf(MODEL, Glm4ConnectionException.class);

        assertThat(failure.getAttempts()).isEqualTo(3);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("127.0.0.1:" + server.port());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    @DisplayName("closebefore: FIN before any answer is retried")
    void closebefore() {
        server.enqueue(Reply.raw().close(), Reply.completion("fine"));

        assertAnswerAfterAttempts(2);
    }

    @Test
    @DisplayName("closebefore, for ever: is no empty answer")
    void closebeforeForEver() {
        server.otherwise(Reply.raw().close());

        assertThat(failureOf(MODEL, Glm4ConnectionException.class).getAttempts())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("noreply: responseTimeout ends the wait and the connection")
    void noreply() {
        server.otherwise(Reply.raw().never());

        Glm4Exception failure = failureOf(MODEL + "?responseTimeout=100", Glm4TimeoutException.class);

        assertThat(failure).hasMessageContaining("responseTimeout of 100 ms");
        assertFirstConnectionClosed();
    }

    @Test
    @DisplayName("resetmidheader: RST in the head is no answer yet, and retried")
    void resetmidheader() {
        server.enqueue(
                Reply.raw()
                        .bytes("HTTP/1.1 200 OK\r\nContent-Ty")
                        .delay(Duration.ofMillis(20))
                        .reset(),
                Reply.completion("fine"));

        assertAnswerAfterAttempts(2);
    }

    @Test
    @DisplayName("closemidheader: FIN in the head is no answer yet, and retried")
    void closemidheader() {
        server.enqueue(Reply.raw().bytes("HTTP/1.1 200 OK\r\nContent-Ty").close(), Reply.completion("fine"));

        assertAnswerAfterAttempts(2);
    }

    @Test
    @DisplayName("resetmidbody: RST in the body")
    void resetmidbody() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"choices\":")
                .delay(Duration.ofMillis(50))
                .reset());

        assertTruncatedAndNotAskedAgain();
    }

    @Test
    @DisplayName("closemidbody: FIN before Content-Length bytes have come")
    void closemidbody() {
        server.otherwise(
                LONG.without("Content-Length").header("Content-Length", "9000").close());

        assertTruncatedAndNotAskedAgain();
    }

    @Test
    @DisplayName("closemidbody, chunked: a body that is whole JSON is not whole without the last chunk")
    void closemidbodyChunked() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                .chunk("{\"choices\":[{\"message\":{\"content\":\"half\"},\"finish_reason\":\"stop\"}]}")
                .close());

        assertTruncatedAndNotAskedAgain();
    }

    @Test
    @DisplayName("truncchunk: FIN in the middle of a chunk")
    void truncchunk() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                .bytes("ff\r\n{\"choices\":[{\"message\"")
                .close());

        assertTruncatedAndNotAskedAgain();
    }

    @Test
    @DisplayName("slowheader: bytes of a head that trickle in for ever do not outlive responseTimeout")
    void slowheader() {
        server.otherwise(Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\n")
                .pieces(1, Duration.ofMillis(10))
                .repeat("X-Slow: loris\r\n", Reply.FOREVER));

        Glm4Exception failure = failureOf(MODEL + "?responseTimeout=300", Glm4TimeoutException.class);

        assertThat(failure).hasMessageContaining("responseTimeout of 300 ms");
        assertFirstConnectionClosed();
    }

    @Test
    @DisplayName("slowbody: one byte each 2 ms is an answer like any other")
    void slowbody() {
        server.enqueue(Reply.completion("fine").inPieces(1, Duration.ofMillis(2)));

        assertAnswerAfterAttempts(1);
    }

    @Test
    @DisplayName("stall: silence in the middle of the body ends by idleTimeout")
    void stall() {
        server.otherwise(
                LONG.without("Content-Length").header("Content-Length", "9000").never());

        Glm4Exception failure = failureOf(MODEL + "?idleTimeout=100", Glm4TimeoutException.class);

        assertThat(failure).hasMessageContaining("idleTimeout of 100 ms");
        assertFirstConnectionClosed();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("keepaliverace: the server closes right after each reply, and nobody notices")
    void keepaliverace() {
        server.otherwise(Reply.completion("fine").close());

        for (int call = 0; call < 10; call++) {
            assertAnswerAfterAttempts(1);
        }
    }
}
