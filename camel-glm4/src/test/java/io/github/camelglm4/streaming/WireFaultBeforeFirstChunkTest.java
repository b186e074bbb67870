package io.github.camelglm4.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong before the first chunk is the failure of the call, after as many tries as it is worth. */
class WireFaultBeforeFirstChunkTest extends WireTestSupport {

    private static final String COMMENT = ": wait\n\n";
    private static final String FAILED_AT_ONCE =
            "{\"choices\":[{\"index\":0,\"finish_reason\":\"network_error\",\"delta\":{\"content\":\"\"}}]}";

    private static Stream<Arguments> faults() {
        String html = "<html><body>log in</body></html>";
        return Stream.of(
                fault(
                        "resetbefore",
                        3,
                        Glm4ConnectionException.class,
                        Reply.raw().reset()),
                fault(
                        "closebefore",
                        3,
                        Glm4ConnectionException.class,
                        Reply.raw().close()),
                fault(
                        "resetmidbody",
                        3,
                        Glm4TruncatedException.class,
                        heard(streamOf(COMMENT)).reset()),
                fault(
                        "closemidbody",
                        3,
                        Glm4TruncatedException.class,
                        streamOf(COMMENT).close()),
                fault(
                        "truncchunk",
                        3,
                        Glm4TruncatedException.class,
                        Reply.stream().bytes("ff\r\ndata: {").close()),
                fault(
                        "badchunksize",
                        1,
                        Glm4ResponseException.class,
                        Reply.stream().bytes("zz\r\nx").never()),
                fault("badjson", 1, Glm4ResponseException.class, Reply.sse("{\"id\":", "[DONE]")),
                fault("deepjson", 1, Glm4ResponseException.class, Reply.sse("{\"choices\":" + "[".repeat(100_000))),
                fault("errmid", 3, Glm4RateLimitException.class, Reply.sse(GlmJson.error("1302", "slow down"))),
                fault("errcode", 3, Glm4RateLimitException.class, Reply.sse("{\"code\":1302,\"msg\":\"slow down\"}")),
                fault("errfinish", 3, Glm4ServerException.class, Reply.sse(FAILED_AT_ONCE, "[DONE]")),
                fault(
                        "noevent",
                        3,
                        Glm4TruncatedException.class,
                        streamOf(COMMENT).lastChunk()),
                fault("nochoices", 1, Glm4ResponseException.class, Reply.sse("{\"choices\":[]}", "[DONE]")),
                fault("s503", 3, Glm4OverloadedException.class, Reply.of(503, "text/html", html)),
                fault("s401", 1, Glm4AuthenticationException.class, Reply.error(401, "1000", "who are you?")),
                fault("s400", 1, Glm4RequestException.class, Reply.error(400, "1210", "bad parameter")),
                fault("html200", 1, Glm4ResponseException.class, Reply.of(200, "Text/HTML", html)),
                fault("empty200", 1, Glm4ResponseException.class, Reply.json("")),
                fault(
                        "emptysse",
                        3,
                        Glm4TruncatedException.class,
                        Reply.stream().lastChunk()),
                fault("redirect", 1, Glm4RequestException.class, redirect()));
    }

    private static Arguments fault(String name, int requests, Class<?> failure, Reply reply) {
        return Arguments.of(name, requests, failure, reply);
    }

    /** A reset may overtake the bytes before it; so it comes when those have been read. */
    private static Reply heard(Reply reply) {
        return reply.delay(Duration.ofMillis(50));
    }

    private static Reply redirect() {
        return Reply.empty(307).header("Location", server.url("/elsewhere"));
    }

    @ParameterizedTest(name = "{0}: {1} requests, then {2}")
    @MethodSource("faults")
    void failsTheExchange(String name, int requests, Class<? extends Glm4Exception> failure, Reply reply) {
        server.otherwise(reply);

        for (Received received : List.of(pull(), push())) {
            assertThat(received.failure()).isInstanceOf(failure).hasMessageNotContaining("<html>");
            assertThat(received.began()).isFalse();
            assertThat(received.failure().getAttempts()).isEqualTo(requests);
            assertThat(received.chunks()).isEmpty();
        }
        assertThat(server.requests()).hasSize(2 * requests);
        assertThat(server.requests()).allMatch(request -> request.path().equals("/v1/chat/completions"));
    }

    @ParameterizedTest(name = "{0}, then an answer")
    @MethodSource("faults")
    void isRetriedWhenThatMayHelp(String name, int requests, Class<? extends Glm4Exception> failure, Reply reply) {
        server.enqueue(reply, Reply.completionStream("Hello"));

        Received received = pull();

        if (requests > 1) {
            assertThat(received.text()).isEqualTo("Hello");
            assertThat(received.endHeader("CamelGlm4Attempts")).isEqualTo(2);
        } else {
            assertThat(received.failure()).isInstanceOf(failure);
        }
    }

    @Test
    void s500once() {
        server.enqueue(Reply.error(500, "500", "oops"), Reply.completionStream("Hello"));

        Received received = push();

        assertThat(received.text()).isEqualTo("Hello");
        assertThat(received.exchange().getMessage().getHeader("CamelGlm4Attempts"))
                .isEqualTo(2);
    }

    @Test
    void s429s() {
        Reply busy = Reply.error(429, "1302", "slow down").header("Retry-After", "1");
        server.enqueue(busy, busy, Reply.completionStream("Hello"));

        assertThat(pull().text()).isEqualTo("Hello");
        assertThat(Duration.between(
                        server.requests().get(0).arrivedAt(),
                        server.requests().get(2).arrivedAt()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void s429huge() {
        server.enqueue(Reply.error(429, "1302", "slow down").header("Retry-After", "86400"));

        Received received = pull();

        assertThat(received.failure().getRetryAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(received.exchange().getProperty("CamelAiRetryAfterMillis")).isEqualTo(86_400_000L);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void giantLine() {
        server.otherwise(streamOf("data: ").repeat(chunkOf("x".repeat(16_000)), Reply.FOREVER));

        Received received = pull("&maxResponseSize=1000000&requestTimeout=20000");

        assertThat(received.failure())
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("maxResponseSize of 1000000");
        assertThat(server.requests()).hasSize(1);
        server.awaitOpenConnections(0, Duration.ofSeconds(10));
    }

    @Test
    void endlessComments() {
        server.otherwise(Reply.stream().repeat(chunkOf(COMMENT.repeat(1000)), Reply.FOREVER));

        assertThat(pull("&maxResponseSize=1000000&requestTimeout=20000").failure())
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("without a piece of the answer");
        server.awaitOpenConnections(0, Duration.ofSeconds(10));
    }

    @Test
    void endlessPings() {
        String pings = "event: ping\ndata: {\"type\":\"ping\"}\n\n".repeat(1000);
        server.otherwise(Reply.stream().repeat(chunkOf(pings), Reply.FOREVER));

        assertThat(pull("&maxResponseSize=1000000&requestTimeout=20000").failure())
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("without a piece of the answer");
        server.awaitOpenConnections(0, Duration.ofSeconds(10));
    }

    @Test
    void keepaliverace() {
        for (int i = 0; i < 4; i++) {
            server.enqueue(
                    streamOf(Transcripts.ENDS_WITH_FINISH_AND_DONE).lastChunk().close());
        }

        for (int i = 0; i < 4; i++) {
            Received received = pull("&maxRetries=0");
            assertThat(received.text()).isEqualTo("Hi");
            assertThat(received.endHeader("CamelGlm4Attempts")).isEqualTo(1);
        }
    }

    /** An HTTP chunk with that text. */
    private static byte[] chunkOf(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }
}
