package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A healthy stream is ended only by the timeout of the whole call; silence has its own timeouts. */
class WireTimeoutTest extends WireTestSupport {

    private static final int CHUNKS = 20;

    /** Takes two seconds, mostly after the first few pieces, which alone are timed one by one. */
    private static Reply healthy() {
        Reply reply = Reply.stream();
        for (int i = 0; i < CHUNKS; i++) {
            reply = reply.event(delta("x")).delay(Duration.ofMillis(100));
        }
        return reply.event("[DONE]").lastChunk();
    }

    @Tag("timing")
    @Test
    void aHealthyStreamOutlivesTheLimitsOnItsParts() {
        server.otherwise(healthy());
        String limits = "&connectTimeout=600&responseTimeout=600&idleTimeout=600&abandonTimeout=600";

        for (Received received : List.of(pull(limits), push(limits))) {
            assertThat(received.failure()).isNull();
            assertThat(received.ofType("text")).hasSize(CHUNKS);
        }
    }

    @Tag("timing")
    @Test
    void requestTimeoutEndsAHealthyStream() {
        server.otherwise(healthy());

        for (Received received : List.of(pull("&requestTimeout=500"), push("&requestTimeout=500"))) {
            assertThat(received.failure())
                    .isInstanceOf(Glm4TimeoutException.class)
                    .hasMessageContaining("requestTimeout of 500 ms");
            assertThat(received.text())
                    .isNotEmpty()
                    .isEqualTo(received.failure().getText());
            assertThat(received.failure().getAttempts()).isEqualTo(1);
        }
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void requestTimeoutEndsATrickleOfComments() {
        server.otherwise(Reply.stream().pieces(1, Duration.ofMillis(5)).bytes("ffff\r\n" + ":".repeat(65_535)));

        assertThat(pull("&requestTimeout=500").failure())
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("requestTimeout of 500 ms");
        assertThat(server.requests()).hasSize(1);
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void idleTimeoutEndsAStreamWhoseServerFallsSilent() {
        server.otherwise(Reply.stream().event(delta("x")).never());

        Received received = pull("&idleTimeout=300");

        assertThat(received.text()).isEqualTo("x");
        assertThat(received.failure())
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("idleTimeout of 300 ms");
        server.awaitOpenConnections(0, SOON);
    }

    @Tag("timing")
    @Test
    void idleTimeoutEndsAStreamThatFallsSilentAfterManyChunks() {
        server.otherwise(Reply.stream().repeatEvent(delta("x"), 100).never());

        Received received = pull("&idleTimeout=300");

        assertThat(received.text()).isEqualTo("x".repeat(100));
        assertThat(received.failure())
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("idleTimeout of 300 ms");
    }

    @Test
    void silenceBeforeTheFirstChunkIsNotRetried() {
        server.otherwise(Reply.raw().never());
        assertThat(pull("&responseTimeout=200").failure())
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("responseTimeout of 200 ms");

        server.otherwise(Reply.stream().bytes("9\r\n: wait\n\n\r\n").never());
        assertThat(pull("&idleTimeout=200").failure())
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("idleTimeout of 200 ms");

        assertThat(server.requests()).hasSize(2);
    }
}
